"""A second labelled benchmark of matching, drawn from another model of noise than ``housingdesk.demo.labelled``."""
