"""How gunicorn serves the pages: threads, because people wait for Leadway, not for us.

gunicorn reads this file by itself from the directory it is started in. To say something
else: GUNICORN_CMD_ARGS="--bind unix:/run/leadway-admin/web.sock".
"""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadway_admin.settings")

wsgi_app = "leadway_admin.wsgi"
bind = f"127.0.0.1:{settings.PORT}"

# SQLite has one writer: a second process would only wait for the first one's lock.
# PostgreSQL serves two processes from its pools. See docs/adr/0003.
on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
worker_class = "gthread"
workers = 1 if on_sqlite else 2
threads = settings.WEB_THREADS

# A click has its answer within 15 s; nothing of ours may run for a minute.
timeout = 60
graceful_timeout = 25
keepalive = 5

# The control socket has one default path per user: two servers would share it.
control_socket_disable = True

# No access log: it would put people's addresses beside the pages they opened. The
# application itself writes one line for each call to Leadway.
accesslog = None
loglevel = "warning"
