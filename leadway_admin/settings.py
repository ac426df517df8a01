"""Settings, all from the environment or `.env`; README.md, "Settings", has them."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from leadway_admin import databases, logs, templating
from leadway_admin import environment as read

BASE_DIR = Path(__file__).resolve().parent.parent
read.Environment.read_env(BASE_DIR / ".env")
env = read.Environment()

# --- what kind of installation ---

KINDS = read.one_of("development", "production")
PRODUCTION = env("LEADWAY_ADMIN_ENV", KINDS, "development") == "production"
DEBUG = env("DEBUG", read.boolean, False)
DEFAULT_EXCEPTION_REPORTER_FILTER = "leadway_admin.bare_debug.BareReporterFilter"
VAR = Path(env.str("LEADWAY_ADMIN_VAR", default=str(BASE_DIR / "var")))
PORT = env("PORT", read.port, 8000)
HTTPS = env("HTTPS", read.boolean, PRODUCTION)

SECRET_KEY = env.secret("SECRET_KEY")
if not SECRET_KEY and PRODUCTION:
    raise ImproperlyConfigured("SECRET_KEY (or SECRET_KEY_FILE) is missing.")
# Where the key is kept that is made on the first start; None when a key is given.
OWN_SECRET_KEY = None if SECRET_KEY else VAR / "secret_key"
SECRET_KEY = SECRET_KEY or read.secret_for_now(VAR / "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS and PRODUCTION:
    raise ImproperlyConfigured("ALLOWED_HOSTS is missing.")
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name each host, not * for all.")
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Whose X-Forwarded-For is believed, besides that of the proxy on our Unix socket.
TRUSTED_PROXIES = env("TRUSTED_PROXIES", read.networks, ())

# --- Leadway, or the sandbox that stands in for it ---

LEADWAY_TOKEN = env.token("LEADWAY_TOKEN")
SANDBOX = not LEADWAY_TOKEN
if SANDBOX and PRODUCTION:
    # The sandbox would empty the copy, and let people save into nowhere.
    raise ImproperlyConfigured(
        "LEADWAY_TOKEN (or LEADWAY_TOKEN_FILE) is missing."
        " Production never runs on the sandbox."
    )
SANDBOX_PORT = env("SANDBOX_PORT", read.port, 8001)
LEADWAY_LOCATION_ID = env("LEADWAY_LOCATION_ID", read.leadway_id, "")
THEIRS, HERE = "services.leadconnectorhq.com", f"http://127.0.0.1:{SANDBOX_PORT}"
LEADWAY_FURTHER_HOST = env("LEADWAY_FURTHER_HOST", read.host, "")
LEADWAY_BASE_URL = env(
    "LEADWAY_BASE_URL",
    read.base_url(THEIRS, LEADWAY_FURTHER_HOST),
    HERE if SANDBOX else f"https://{THEIRS}",
)
if SANDBOX:
    LEADWAY_TOKEN = "sandbox-token"  # noqa: S105 - opens nothing but the sandbox
    LEADWAY_LOCATION_ID = LEADWAY_LOCATION_ID or "C2QujeCh8ZnC7al2InWR"
    if not read.is_loopback(LEADWAY_BASE_URL):
        raise ImproperlyConfigured(
            "LEADWAY_TOKEN is missing, and LEADWAY_BASE_URL is not on this machine."
        )
elif not LEADWAY_LOCATION_ID:
    raise ImproperlyConfigured("LEADWAY_LOCATION_ID is missing.")
LEADWAY_TIME_ZONE = env("LEADWAY_TIME_ZONE", read.time_zone, "")
LEADWAY_VERSION = env.str("LEADWAY_VERSION", default="2021-07-28").strip()
LEADWAY_CONNECT_TIMEOUT_S = env("LEADWAY_CONNECT_TIMEOUT_S", read.seconds, 3)
LEADWAY_DEADLINE_S = env("LEADWAY_DEADLINE_S", read.seconds, 10)
LEADWAY_READ_DEADLINE_S = env("LEADWAY_READ_DEADLINE_S", read.seconds, 4)
# A record read within this time counts as current: saving then is one call.
LEADWAY_FRESH_S = env("LEADWAY_FRESH_S", read.seconds, 10)
# A save with automations leaves that much later, so that it can be undone; 0: at once.
LEADWAY_HOLD_S = env("LEADWAY_HOLD_S", read.pause, 6)
# What a save sends unless the person says otherwise; see docs/leadway-api.md.
LEADWAY_TO_NOTIFY = env("LEADWAY_TO_NOTIFY", read.boolean, False)
# Whether that is for managers to decide, and nobody else.
RESERVE_AUTOMATIONS = env("RESERVE_AUTOMATIONS", read.boolean, False)
LEADWAY_IGNORE_FREE_SLOT_VALIDATION = env(
    "LEADWAY_IGNORE_FREE_SLOT_VALIDATION", read.boolean, True
)
LEADWAY_IGNORE_DATE_RANGE = env("LEADWAY_IGNORE_DATE_RANGE", read.boolean, False)
# The days around today whose appointments a worker keeps reading.
INDEX_DAYS_BACK = env("INDEX_DAYS_BACK", read.whole_number(1, 3650), 30)
INDEX_DAYS_AHEAD = env("INDEX_DAYS_AHEAD", read.whole_number(1, 3650), 90)
# How many calls of a worker wait for Leadway side by side.
WORK_THREADS = env("WORK_THREADS", read.whole_number(1, 16), 4)
# Accounts with a known password exist only where nothing real can be reached.
DEMO_ACCOUNTS = SANDBOX

# --- the application ---

INSTALLED_APPS = [
    "leadway_admin",
    "appointments",
    "people",
    "audit",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "leadway_admin.request_id.RequestId",
    "leadway_admin.middleware.OverHttps",
    "leadway_admin.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "leadway_admin.health.Health",
    "leadway_admin.middleware.BoundedBody",
    "leadway_admin.middleware.OneClick",
    # Outside of the next: what it has is compressed already, and a 304 has no body.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "leadway_admin.asking.Asking",
    "leadway_admin.middleware.BoundedSession",
    "django_htmx.middleware.HtmxMiddleware",
    "leadway_admin.middleware.OneDirectory",
    "leadway_admin.middleware.PersonLanguage",
    "leadway_admin.middleware.SignInRequired",
    "leadway_admin.middleware.Trouble",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "leadway_admin.urls"
WSGI_APPLICATION = "leadway_admin.wsgi.application"

TEMPLATES = templating.engines(BASE_DIR)

# --- data ---

SQLITE_URL = f"sqlite:///{VAR / 'leadway_admin.sqlite3'}"
DATABASES = {"default": databases.opened(env.database("DATABASE_URL", SQLITE_URL))}
WEB_THREADS = databases.threads(DATABASES["default"])
LEADWAY_PLACES = WEB_THREADS // 2  # the others serve pages, see docs/adr/0003
# What is known is in rows: a cache in a process would be known to that one alone.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people, sign-in, sessions ---

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "people.backends.RolesBackend",
]
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator"},
    {
        "NAME": "people.passwords.FamiliarWordsValidator",
        "OPTIONS": {"company": "leadway_admin.frame.account_name"},
    },
]
# One more column of the statement that loads a person, at each request.
PERSON_BRINGS = "leadway_admin.frame.brings"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "day"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait that is shown holds
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # counted per address, see people/throttle.py
AXES_DISABLE_ACCESS_LOG = True  # who came is in the trail
AXES_CLIENT_IP_CALLABLE = "people.throttle.client_address"
AXES_USERNAME_CALLABLE = "people.throttle.counted_name"
AXES_LOCKOUT_CALLABLE = "people.throttle.locked_out"

SESSION_ENGINE = "people.stored_sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_S = 3600
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
THEME_COOKIE_NAME = "__Host-theme" if HTTPS else "theme"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "leadway_admin.errors.csrf_failure"
if HTTPS:
    # Nobody's header says so, but the setting: see middleware.OverHttps.
    SECURE_PROXY_SSL_HEADER = ("LEADWAY_ADMIN_SCHEME", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types htmx"
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Files that are sent, which no form of ours asks for, are written nowhere.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# --- languages and time ---

LANGUAGE_CODE = "en"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # what people see is in the account's zone, see times/

# --- static files ---

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "leadway_admin.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG

# --- logs ---

LOG_FORMAT = env("LOG_FORMAT", read.one_of("text", "json"), "text")
LOGGING = logs.to_stderr(LOG_FORMAT)
# W002: our own middleware sets X-Frame-Options. W008: redirecting to https is the
# proxy's work. W021: preloading a host name into browsers is not for an intranet.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W008", "security.W021"]
