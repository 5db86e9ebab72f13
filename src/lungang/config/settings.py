"""Django's settings, made from the site (see :mod:`lungang.config.site`) and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from lungang.config.databases import database
from lungang.config.site import load_site
from lungang.i18n import language

_HERE = Path(__file__).resolve().parent.parent

SITE = load_site(Path(os.environ.get("LUNGANG_SITE") or "site"))

SECRET_KEY = SITE.keys.session
DEBUG = False
ALLOWED_HOSTS = [*SITE.hosts, "127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "lungang.config.urls"
WSGI_APPLICATION = "lungang.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "lungang.web",
    "lungang.config",
    "lungang.platform.organisation",
    "lungang.platform.accounts",
    "lungang.platform.audit",
    "lungang.platform.files",
    "lungang.platform.register",
    "lungang.platform.notices",
    "lungang.platform.jobs",
    "lungang.campaign.core",
    "lungang.campaign.rosters",
    "lungang.campaign.screening",
    "lungang.campaign.deliberation",
    "lungang.campaign.convening",
    "lungang.campaign.procedure",
    "lungang.campaign.transfer",
    "lungang.campaign.repairs",
    "lungang.campaign.outcomes",
    "lungang.campaign.reviews",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "lungang.config.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lungang.web.middleware.LanguageMiddleware",
    "lungang.web.middleware.AddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lungang.platform.accounts.middleware.OfficeMiddleware",
    "lungang.platform.accounts.middleware.PresenceMiddleware",
    "lungang.campaign.core.middleware.CampaignMiddleware",
    "lungang.web.middleware.PrivateMiddleware",
    "lungang.web.middleware.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lungang.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "lungang.web.templatetags.office",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

FORM_RENDERER = "lungang.web.forms.OfficeRenderer"

# ---- data -------------------------------------------------------------------------------------

DATABASES = {"default": database(SITE.database_url)}
ATOMIC_REQUESTS = False
# All workers count failed tries and used codes together, so not in the memory of each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "lungang_cache",
    }
}
# No file is ever on the disk in clear: one that is too large is not kept at all.
FILE_UPLOAD_HANDLERS = ["lungang.platform.files.uploads.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000

# ---- people -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "core:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "lungang.platform.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,30/15m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # REMOTE_ADDR says who asks: lungang.config.proxies
MFA_ADAPTER = "lungang.platform.accounts.adapter.SecondFactorAdapter"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE.https  # then it is the loopback address alone
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "轮岗"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# How long a screen may stay open is said below; the row stays longer, so that what was typed on a
# Friday can still become a draft on Monday.
SESSION_COOKIE_AGE = 4 * 24 * 3600
ABSOLUTE_SECONDS = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
IDLE_SECONDS = 15 * 60

# ---- the browser ------------------------------------------------------------------------------

if SITE.https:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    # Only what a proxy of this site says is left here: lungang.config.proxies.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = SITE.https
CSRF_COOKIE_SECURE = SITE.https
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "lungang.web.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

STATIC_URL = "static/"
STATIC_ROOT = SITE.folder / "static"
STATICFILES_DIRS = [_HERE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ---- words ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en" if language() == "en" else "zh-hans"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_HERE / "web" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if SITE.mail_server
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = SITE.mail_server
EMAIL_PORT = SITE.mail_port
EMAIL_USE_TLS = SITE.mail_tls
EMAIL_TIMEOUT = 10  # what else is due waits for no mail server
DEFAULT_FROM_EMAIL = SITE.mail_from or "lungang@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_persons": {"()": "lungang.web.logs.NoPersons"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["no_persons"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
