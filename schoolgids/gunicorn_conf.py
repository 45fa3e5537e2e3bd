"""The web server: two processes with a few threads each, for two cores."""

import gc
import os
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 10
keepalive = 5
# A process is renewed now and then, not all at once.
max_requests = 5000
max_requests_jitter = 500

# Heartbeats go to memory: a slow disk must not look like a hung process.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True

# Whose word on the visitor's address and scheme is taken: the proxy's, and nobody else's.
forwarded_allow_ips = os.environ.get("PROXY_IPS", "127.0.0.1")
limit_request_line = 4094
limit_request_fields = 60

# Addresses in this portal name pupils; what a request did is in the audit, not in a log file.
accesslog = None
errorlog = "-"


def post_worker_init(_worker: Any) -> None:
    """What was loaded stays: the garbage collector need not look through it on every page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(25_000, 20, 50)
