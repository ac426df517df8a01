"""The forms: is it well formed, and what did the person change?"""

from appointments.forms.editor import AppointmentForm

__all__ = ["AppointmentForm"]
