"""What the call takes, as a plain form; its choices stand here and cost no query."""

from django import forms

PEOPLE = ["Marta Ruiz", "James Whitfield", "Lucía Ferrer", "Iván Soto", "Nuria Gil"]
CALENDARS = ["Fisioterapia", "Primera visita", "Grupo de espalda", "Valoración"]
STATUSES = ["new", "confirmed", "cancelled", "showed", "noshow", "invalid"]
KINDS = ["address", "phone", "zoom", "gmeet", "teams", "custom"]


def _one_of(words: list[str]) -> forms.ChoiceField:
    choices = [("", ""), *((word, word) for word in words)]
    return forms.ChoiceField(choices=choices, required=False)


class AppointmentForm(forms.Form):
    start = forms.DateTimeField()
    end = forms.DateTimeField()
    assigned_user = _one_of(PEOPLE)
    calendar = _one_of(CALENDARS)
    meeting_location = forms.CharField(required=False)
    meeting_location_type = _one_of(KINDS)
    address = forms.CharField(required=False)
    appointment_status = _one_of(STATUSES)
    title = forms.CharField()
    description = forms.CharField(required=False, widget=forms.Textarea)
    rrule = forms.CharField(required=False)
    to_notify = forms.BooleanField(required=False)
    ignore_date_range = forms.BooleanField(required=False)
    ignore_free_slot_validation = forms.BooleanField(required=False)
    override_location_config = forms.BooleanField(required=False)
