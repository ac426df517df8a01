from django.apps import AppConfig


class Plain(AppConfig):
    name = "tests.benchmark.plain"
    label = "plain"
