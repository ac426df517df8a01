"""What the product costs beside the least that would do: `script/benchmark` prints it.

Three sides do the same in one run, by turns: a bare function that makes the one call to
Leadway, a plain Django application (`plain/`) that does what a page is for and nothing
more, and the product. Everything is real: gunicorn, the databases, the sandbox. What
counts are the ratios, because milliseconds say more about the machine.

A new page is a line in `pages.py`, with its plain view in `plain/views.py`.
"""
