"""`script/manage` on a deployed machine: README's steps, in folders of a test."""

import getpass
import grp
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import signing

from people.models import Invitation

BASE = Path(__file__).resolve().parent.parent
KEY = "k" * 60


class Machine:
    """A machine that knows one service; its systemctl shows the unit of deploy/."""

    def __init__(self, root: Path) -> None:
        self.root, self.var, self.etc = root, root / "state", root / "etc"
        self.var.mkdir()
        self.etc.mkdir()
        me = getpass.getuser()
        unit = (BASE / "deploy" / "leadway-admin.service").read_text()
        for before, after in {
            "/opt/leadway-admin": str(BASE),
            "/etc/leadway-admin": str(self.etc),
            "/var/lib/leadway-admin": str(self.var),
            "User=leadway-admin": f"User={me}",
            "Group=leadway-admin": f"Group={grp.getgrgid(os.getgid()).gr_name}",
        }.items():
            unit = unit.replace(before, after)
        self.knows(unit)
        (self.etc / "leadway-token").write_text("pit-none\n")
        (self.etc / "secret-key").write_text(f"{KEY}\n")
        (self.etc / "environment").write_text(
            "# the account\nLEADWAY_LOCATION_ID=account\n"
            'ALLOWED_HOSTS="dashboard.example.com"\n'
        )

    def knows(self, unit: str) -> None:
        (self.root / "unit").write_text(unit)
        systemctl = self.root / "systemctl"
        systemctl.write_text(f'#!/bin/sh\n[ "$1" = cat ] && cat "{self.root}/unit"\n')
        systemctl.chmod(0o755)

    def manage(self, *command: str, **env: str) -> "subprocess.CompletedProcess[str]":
        path = f"{self.root}:{os.environ['PATH']}"
        return subprocess.run(
            [BASE / "script" / "manage", *command],
            env={"PATH": path, **env},
            capture_output=True,
            text=True,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_second_person_is_let_in(machine: Machine) -> None:
    assert machine.manage("prepare").returncode == 0
    made = machine.manage("signup_link", "--role", "staff")
    link = made.stdout.strip()
    start = "https://dashboard.example.com/sign-up/"
    assert link.startswith(start), made.stderr
    token = link.removeprefix(start).rstrip("/")
    assert signing.loads(token, key=KEY, salt=Invitation.SALT)


def test_before_the_first_start_it_says_so_and_leaves_nothing(machine: Machine) -> None:
    made = machine.manage("signup_link")
    assert made.returncode != 0
    assert "There is no prepared database at" in made.stderr
    assert "Traceback" not in made.stderr
    assert list(machine.var.iterdir()) == []


def test_an_empty_database_is_no_prepared_one(machine: Machine) -> None:
    (machine.var / "leadway_admin.sqlite3").touch()
    made = machine.manage("signup_link")
    assert "There is no prepared database at" in made.stderr
    assert "no such table" in made.stderr


def test_in_the_wrong_place_it_leaves_no_folder(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "manage.py", "signup_link"],
        cwd=BASE,
        env={"PATH": os.environ["PATH"], "LEADWAY_ADMIN_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
    )
    assert "There is no prepared database at" in made.stderr
    assert not (tmp_path / "var").exists()


def test_an_empty_token_file_stops_the_service(machine: Machine) -> None:
    (machine.etc / "leadway-token").write_text("\n")
    made = machine.manage("prepare")
    assert made.returncode != 0
    assert "leadway-token is empty." in made.stderr
    assert list(machine.var.iterdir()) == []


def test_what_was_laid_over_the_unit_counts(machine: Machine) -> None:
    unit = (machine.root / "unit").read_text()
    machine.knows(
        f"{unit}\n[Service]\nEnvironment=ALLOWED_HOSTS=other.example HTTPS=0\n"
    )
    (machine.etc / "environment").write_text("LEADWAY_LOCATION_ID=account\n")
    asked = ["shell", "--verbosity", "0", "-c", "from django.conf import settings as s"]
    asked[-1] += "; print(s.ALLOWED_HOSTS, s.HTTPS, s.SECRET_KEY[:2], s.VAR)"
    said = machine.manage(*asked)
    assert said.stdout.strip() == f"['other.example'] False kk {machine.var}", (
        said.stderr
    )


def test_a_folder_that_is_no_service_has_its_own_settings(
    machine: Machine, tmp_path: Path
) -> None:
    machine.knows("[Service]\nWorkingDirectory=/srv/elsewhere\n")
    here = tmp_path / "here"
    made = machine.manage("signup_link", LEADWAY_ADMIN_VAR=str(here))
    assert f"There is no prepared database at {here}" in made.stderr


def test_a_service_of_somebody_else_asks_for_sudo(machine: Machine) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may stand in for anybody")
    unit = (machine.root / "unit").read_text()
    machine.knows(f"{unit}\n[Service]\nUser=root\n")
    assert "run this with sudo" in machine.manage("signup_link").stderr
