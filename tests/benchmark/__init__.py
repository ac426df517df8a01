"""How fast a save is beside the bare call it stands for: `script/benchmark` prints it.

Everything is real: gunicorn, the database, the sandbox. What is told are ratios of one
run on one machine, because seconds say more about the machine than about the product.
"""
