"""The product's own settings, with addresses that fail: for a server of its own."""

from leadway_admin.settings import *  # noqa: F403

ROOT_URLCONF = "tests.trouble_urls"
