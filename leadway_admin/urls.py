"""Every address of the product, one line each room."""

from django.urls import include, path

urlpatterns = [
    path("", include("appointments.urls")),
    path("", include("people.urls")),
]

handler400 = "leadway_admin.errors.bad_request"
handler403 = "leadway_admin.errors.forbidden"
handler404 = "leadway_admin.errors.not_found"
handler500 = "leadway_admin.last_resort.server_error"
