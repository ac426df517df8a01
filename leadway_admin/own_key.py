"""The key that signs sessions and forms, where the environment gives none."""

from django.conf import settings

from leadway_admin.environment import own_secret


def keep() -> None:
    """Go on with the key of this folder, and make it on the first start."""
    if settings.OWN_SECRET_KEY:
        settings.SECRET_KEY = own_secret(settings.OWN_SECRET_KEY)
