"""PDFium reads PDFs for several apps, and is not made for several threads."""

from threading import Lock

ONE_AT_A_TIME = Lock()
