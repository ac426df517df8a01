"""The addresses of sign-in and of personal preferences."""

from django.urls import path

from people.views import preferences, sessions, sign_in, sign_up

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/demo/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("sign-up/<str:token>/", sign_up.sign_up, name="sign_up"),
    path("preferences/", preferences.show, name="preferences"),
    path("preferences/keys/", preferences.set_single_keys, name="set_single_keys"),
    path(
        "preferences/automations/", preferences.set_automations, name="set_automations"
    ),
    path("preferences/language/", preferences.set_language, name="set_language"),
    path("preferences/theme/", preferences.set_theme, name="set_theme"),
    path("preferences/looks/", preferences.set_looks, name="set_looks"),
    path("signed-in/", sessions.signed_in, name="signed_in"),
    path("signed-in/others/end/", sessions.end_others, name="end_others"),
    path("signed-in/<slug:mark>/end/", sessions.end_session, name="end_session"),
    path("signed-in/of/<int:person_id>/end/", sessions.end_all_of, name="end_all_of"),
]
