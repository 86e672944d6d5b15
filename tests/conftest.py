"""Wires the strictness of the whole suite; each part is explained where it is made."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester", "tests.support.isolation", "tests.support.logs", "tests.support.server",
                  "tests.support.desk", "tests.support.made_up"]

_SLOW_BUT_RIGHT = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("dev", deadline=None, suppress_health_check=_SLOW_BUT_RIGHT)
settings.register_profile("ci", deadline=None, suppress_health_check=_SLOW_BUT_RIGHT, derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
