"""A process of its own that saves one change, so that a test can kill it on the way.

python -m tests.dying EVENT_ID USERNAME TITLE
"""

import sys

import django


def main(event_id: str, username: str, title: str) -> None:
    django.setup()
    from appointments.edits import intending, saving
    from appointments.index import reading
    from appointments.leadway.changes import Changes, WriteOptions
    from people.models import User

    person = User.objects.get(username=username)
    record = reading.load(event_id).record
    changes, options = Changes(title=title), WriteOptions()
    saving.save(intending.Intent(event_id, person, record, changes, options))


if __name__ == "__main__":
    main(*sys.argv[1:])
