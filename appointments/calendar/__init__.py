"""The pages of a day, a week and a month on a grid of time."""
