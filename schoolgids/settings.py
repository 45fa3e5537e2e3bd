"""All settings, from the environment. A missing secret stops the start and says which."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from schoolgids.observation import configure_logging

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # NAME_FILE=/run/secrets/name is read as NAME
RUNNING = BASE_DIR / ".data" / "environment"
if RUNNING.exists():  # `make run` wrote it, for `manage.py` beside it; the environment goes first
    env.read_env(RUNNING)


def required(name: str) -> str:
    """The value of a setting without which the portal may not start.

    Raises ImproperlyConfigured with the name, never with a value.
    """
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE); `make run` does it for you.")
    return value


# --- The machine -----------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = required("SECRET_KEY")
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data")))
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
PORTAL_URL: str = env.str("PORTAL_URL", default="http://127.0.0.1:8000")
BEHIND_TLS: bool = env.bool("BEHIND_TLS", default=PORTAL_URL.startswith("https:"))
WSGI_APPLICATION = "schoolgids.wsgi.application"
ROOT_URLCONF = "schoolgids.urls"
APPEND_SLASH = True

# --- Parts -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "schoolgids.organisation",
    "schoolgids.people",
    "schoolgids.access",
    "schoolgids.audit",
    "schoolgids.files",
    "schoolgids.letters",
    "schoolgids.house",
    "schoolgids.notices",
    "schoolgids.worklist",
    "schoolgids.demo",
    "schoolgids.interface",
    "protocols",
    "protocols.search",
    "protocols.receipts",
    "protocols.binding",
    "protocols.completeness",
    "protocols.topics",
    "protocols.registers",
    "protocols.calendar",
    "protocols.imports",
    "consent",
    "consent.publications",
    "consent.rounds",
    "consent.imports",
    "consent.scans",
    "consent.renewals",
    "incidents",
    "incidents.dossiers",
    "incidents.clearing",
    "incidents.sanctions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "lucide",
    "pgtrigger",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "schoolgids.interface.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "schoolgids.interface.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "schoolgids.interface.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    # Last: it calls the view itself, inside the scope of the page.
    "schoolgids.access.middleware.ScopeMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schoolgids.interface.context.portal",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "lucide.templatetags.lucide",
                "schoolgids.access.templatetags.access",
                "schoolgids.interface.templatetags.portal",
                "crispy_forms.templatetags.crispy_forms_tags",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Data ------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(required("DATABASE_URL"))}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "server_side_binding": True,
    "prepare_threshold": 3,
    "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 10},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
BROKER_URL = required("BROKER_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", default=BROKER_URL),
        "KEY_PREFIX": "schoolgids",
    }
}
FILES_ROOT = Path(env.str("FILES_ROOT", default=str(DATA_DIR / "files")))
FILES_KEY = required("FILES_KEY")  # base64, 32 bytes: wraps the key of each stored file
FILE_LIMIT = 10 * 1024 * 1024  # bytes per uploaded file
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a class of paper forms in one go

# --- Sign-in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "schoolgids.access.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the school knows the address; the one-time code proves it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # computers at school are shared
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole school has one address
    "login_failed": "60/m/ip,5/15m/key",  # locked out for a quarter after five wrong tries
    "request_login_code": "60/m/ip,3/15m/key",
    "reset_password": "20/m/ip,5/15m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "schoolgids.access.forms.PasswordSignIn",
    "request_login_code": "schoolgids.access.forms.RequestCode",
    "confirm_login_code": "schoolgids.access.forms.ConfirmCode",
    "reset_password": "schoolgids.access.forms.RequestNewPassword",
    "reset_password_from_key": "schoolgids.access.forms.NewPassword",
    "change_password": "schoolgids.access.forms.ChangePassword",
    "set_password": "schoolgids.access.forms.FirstPassword",
    "reauthenticate": "schoolgids.access.forms.PasswordAgain",
}
MFA_ADAPTER = "schoolgids.access.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Schoolgids"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS  # browsers allow it on localhost alone
MFA_FORMS = {
    "authenticate": "schoolgids.access.forms.SecondStep",
    "reauthenticate": "schoolgids.access.forms.SecondStepAgain",
    "activate_totp": "schoolgids.access.forms.ActivateApp",
    "deactivate_totp": "schoolgids.access.forms.DeactivateApp",
    "add_webauthn": "schoolgids.access.forms.AddKey",
    "edit_webauthn": "schoolgids.access.forms.RenameKey",
    "generate_recovery_codes": "schoolgids.access.forms.MakeRecoveryCodes",
}

# --- Work outside the request ----------------------------------------------------------------
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "seal": {"task": "audit.seal_all", "schedule": 60.0},
    "notices": {"task": "notices.sweep", "schedule": 60.0},
    "sanctions": {"task": "sanctions.clock", "schedule": 900.0},
    "codes": {"task": "codes.clock", "schedule": 900.0},
    "rounds": {"task": "rounds.run", "schedule": 300.0},
    "imports": {"task": "imports.run", "schedule": 300.0},
    "code_imports": {"task": "code_imports.run", "schedule": 300.0},
    "scans": {"task": "scans.run", "schedule": 300.0},
    "receipts": {"task": "receipts.remind", "schedule": 3600.0},
    "review_calendar": {"task": "review_calendar.remind", "schedule": 3600.0},
    "sixteen": {"task": "rounds.sixteen", "schedule": 3600.0},
    "year": {"task": "renewals.year", "schedule": 3600.0},
}
CELERY_BEAT_SCHEDULER = "schoolgids.schedule:Schedule"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# --- Mail ------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL: str = env.str("MAIL_FROM", default="Schoolgids <schoolgids@localhost>")

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
LOCALE_PATHS = [BASE_DIR / "schoolgids" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
FORMAT_MODULE_PATH = ["schoolgids.interface.formats"]

# --- Static files ----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "schoolgids.interface.assets.AssetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": env.str("FILES_STORAGE", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("FILES_STORAGE_OPTIONS", default={"location": str(FILES_ROOT)}),
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Headers ---------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
# The portal answers for its own host: what a school's other hosts do is not its to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "schoolgids.interface.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING_CONFIG = None
configure_logging(level=env.str("LOG_LEVEL", default="INFO"))
