"""PDFium is not safe to enter from two threads at once: whoever calls it, preview or batch, holds this lock."""

import threading

PDFIUM = threading.RLock()
