"""What a new machine, a colleague's checkout and the CI can rely on."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SETUP = PROJECT / "build_tools" / "setup"


def test_a_checkout_changes_no_byte_of_a_published_version(tmp_path: Path) -> None:
    """Not even where git is set to rewrite line ends, as it is for many on Windows."""
    versions = tmp_path / "content" / "guidance" / "golden-rules" / "versions"
    contents = {
        versions / "1.0.0.yml": b"title: as\r\nreceived\r\n",
        versions / "1.1.0.yml": b"title: mixed\r\nline\nends\r",
        versions / "2.0.0.yml": b"title: plain\n",
        tmp_path / "other.yml": b"title: plain\n",
    }
    versions.mkdir(parents=True)
    shutil.copy(PROJECT / ".gitattributes", tmp_path)
    for path, content in contents.items():
        path.write_bytes(content)
    git = ["git", "-C", str(tmp_path), "-c", "core.autocrlf=true", "-c", "core.safecrlf=false"]
    named = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, *named, "commit", "--quiet", "--message", "all"], check=True)
    for path in contents:
        path.unlink()
    subprocess.run([*git, "checkout", "--quiet", "--", "."], check=True)
    changed = [path.name for path, content in contents.items() if path.read_bytes() != content]
    assert changed == ["other.yml"], "git rewrote what it may, so that it was put to the test, and nothing else"


def test_make_help_lists_every_command() -> None:
    """A command that is not listed is not found."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile.replace("\\\n", ""), re.MULTILINE)
    assert phony
    commands = set(phony[1].split()) - {"environment", "test-environment"}
    shown = subprocess.run(["make", "-C", PROJECT, "help"], capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^make (\w+)", shown, re.MULTILINE)) == commands


class Machine:
    """A made-up machine: stand-ins for commands before the real ones, and a small project with the real scripts."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.project = folder / "a project"
        self.path = f"{self.bin}:{os.environ['PATH']}"
        shutil.copytree(SETUP, self.project / "build_tools" / "setup")
        self.bin.mkdir()

    def stand_in(self, name: str, script: str) -> None:
        command = self.bin / name
        command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        command.chmod(0o755)

    def only(self, *commands: str) -> None:
        """Take away every command but the stand-ins and *commands*."""
        for name in commands:
            (self.bin / name).symlink_to(shutil.which(name) or name)
        self.path = str(self.bin)

    def run(self, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "INFORCE_"))}
        environment |= {"PATH": self.path, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", **settings}
        return subprocess.run(
            ["/bin/sh", *command], cwd=self.project, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


class TestBrowser:
    SCRIPT = "build_tools/setup/browser.sh"
    TOOLS = ("dirname", "grep", "id", "readlink", "timeout")

    def test_the_browser_that_runs_is_found(self, machine: Machine) -> None:
        """A stub that only says where to get a browser, and a snap, are passed over."""
        machine.only(*self.TOOLS)
        machine.stand_in("snap", "exit 0")
        (machine.bin / "chromium").symlink_to("snap")
        machine.stand_in("chromium-browser", "echo 'Install the snap.'; exit 1")
        machine.stand_in("google-chrome", "echo 'Google Chrome 150'")
        done = machine.run(self.SCRIPT, "--find")
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{machine.bin}/google-chrome\n", "")

    def test_a_named_browser_is_taken_before_any_other(self, machine: Machine) -> None:
        """INFORCE_CHROMIUM wins over what is on the PATH."""
        machine.stand_in("chromium", "exit 0")
        machine.stand_in("mine", "exit 0")
        done = machine.run(self.SCRIPT, INFORCE_CHROMIUM=f"{machine.bin}/mine")
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{machine.bin}/mine\n", "")

    def test_a_named_browser_that_does_not_run_is_not_replaced_in_silence(self, machine: Machine) -> None:
        """Who names a browser learns that it does not run."""
        done = machine.run(self.SCRIPT, INFORCE_CHROMIUM="/nowhere/chromium")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == (
            "\nINFORCE_CHROMIUM names /nowhere/chromium, and that does not run.\n"
            "Let it name a Chromium or Chrome, or unset it to have one found.\n"
        )

    def test_without_a_browser_the_message_names_the_commands(self, machine: Machine) -> None:
        """No test is skipped for want of a browser; the run stops and says how to get one."""
        machine.only(*self.TOOLS)
        done = machine.run(self.SCRIPT, "--find")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == (
            "\nThe tests print and read pages in Chromium, and none was found.\n"
            "Install one, and run the same command again:\n"
            "  on Debian: sudo apt-get install chromium\n"
            "  elsewhere: .venv/bin/python -m playwright install --with-deps chromium\n"
            "If you have one in another place, name it: INFORCE_CHROMIUM=/path/to/chromium make test\n"
        )


class TestFirefox:
    SCRIPT = "build_tools/setup/firefox.sh"
    TOOLS = ("dirname", "readlink", "timeout")
    FROM_FRESH_LISTS = """cd "$(dirname "$0")"
        case "$*" in *update*) touch lists ;; *install*) [ -e lists ] && cp newest firefox-esr ;; esac"""

    def test_the_firefox_that_runs_is_found(self, machine: Machine) -> None:
        """A snap, which sees no folder of the tests, is passed over."""
        machine.only(*self.TOOLS)
        machine.stand_in("snap", "exit 0")
        (machine.bin / "firefox-esr").symlink_to("snap")
        machine.stand_in("firefox", "echo 'Mozilla Firefox 150'")
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{machine.bin}/firefox\n", "")

    def test_firefox_is_installed_where_it_is_missing(self, machine: Machine) -> None:
        """Where packages can be installed without a password."""
        machine.only(*self.TOOLS, "env", "cp", "touch")
        machine.stand_in("id", "echo 0")
        machine.stand_in("newest", "echo 'Mozilla Firefox 153.8.0esr'")
        machine.stand_in("apt-get", self.FROM_FRESH_LISTS)
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stdout) == (0, f"{machine.bin}/firefox-esr\n")
        assert done.stderr == "Installing firefox-esr\n"

    def test_a_firefox_that_is_too_old_is_replaced(self, machine: Machine) -> None:
        """It leaves out of a print what is folded on the page."""
        machine.only(*self.TOOLS, "env", "cp", "touch")
        machine.stand_in("id", "echo 0")
        machine.stand_in("firefox-esr", "echo 'Mozilla Firefox 140.12.0esr'")
        machine.stand_in("newest", "echo 'Mozilla Firefox 153.8.0esr'")
        machine.stand_in("apt-get", self.FROM_FRESH_LISTS)
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stdout) == (0, f"{machine.bin}/firefox-esr\n")
        assert done.stderr == "Installing firefox-esr\n"

    def test_a_named_firefox_that_does_not_run_is_not_replaced_in_silence(self, machine: Machine) -> None:
        """Who names a browser learns that it does not run."""
        done = machine.run(self.SCRIPT, INFORCE_FIREFOX="/nowhere/firefox")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == (
            "\nINFORCE_FIREFOX names /nowhere/firefox, and that does not run.\n"
            "Let it name a Firefox, or unset it to have one found.\n"
        )

    def test_without_firefox_the_message_says_what_is_left_out(self, machine: Machine) -> None:
        """The tests go on with Chromium alone; in CI they do not."""
        machine.only(*self.TOOLS)
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == (
            "There is no Firefox from 143 on here and none can be installed, so nothing is printed with it. "
            "To have it tried, install it (on Debian: sudo apt-get install firefox-esr) "
            "or name it with INFORCE_FIREFOX.\n"
        )


class TestWebKit:
    SCRIPT = "build_tools/setup/webkit.sh"
    TOOLS = ("dirname", "timeout")

    @pytest.fixture
    def machine(self, tmp_path: Path) -> Machine:
        """A machine on which no real Python is found: the place of that of the system is one that is not there."""
        machine = Machine(tmp_path)
        script = machine.project / self.SCRIPT
        script.write_text(script.read_text(encoding="utf-8").replace("/usr/bin/python3", f"{machine.bin}/systems"))
        machine.only(*self.TOOLS)
        return machine

    def test_the_python_that_reaches_webkit_is_found(self, machine: Machine) -> None:
        """The first on the PATH is somebody's own, which sees no package of the system."""
        machine.stand_in("Xvfb", "exit 0")
        machine.stand_in("python3", "exit 1")
        machine.stand_in("systems", "exit 0")
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{machine.bin}/systems\n", "")

    def test_webkit_is_installed_where_it_is_missing(self, machine: Machine) -> None:
        """With the screen on which it is shown, where packages can be installed without a password."""
        machine.only("env", "cp")
        machine.stand_in("id", "echo 0")
        machine.stand_in("python3", "exit 0")
        machine.stand_in("apt-get", 'case "$*" in *install*webkit2-4.1*xvfb*) cd "$(dirname "$0")"; cp id Xvfb ;; esac')
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stdout) == (0, f"{machine.bin}/python3\n")
        assert done.stderr == "Installing gir1.2-webkit2-4.1 python3-gi xvfb\n"

    def test_a_named_python_that_reaches_no_webkit_is_not_replaced_in_silence(self, machine: Machine) -> None:
        """Who names one learns that it does not serve."""
        machine.stand_in("Xvfb", "exit 0")
        machine.stand_in("python3", "exit 0")
        done = machine.run(self.SCRIPT, INFORCE_WEBKIT="/nowhere/python3")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == (
            "\nINFORCE_WEBKIT names /nowhere/python3, and that reaches no WebKit, or Xvfb is missing.\n"
            "Let it name a Python that does, or unset it to have one found.\n"
        )

    def test_without_webkit_the_message_names_the_command(self, machine: Machine) -> None:
        """Who asks for the browsers in full does not go without one in silence."""
        machine.stand_in("python3", "exit 0")
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == (
            "\nThe pages are also printed and read in WebKit, and none was found.\n"
            "Install it, and run the same command again:\n"
            "  on Debian or Ubuntu: sudo apt-get install gir1.2-webkit2-4.1 python3-gi xvfb\n"
            "Elsewhere, run the tests without it: make test\n"
        )


class TestGit:
    SCRIPT = "build_tools/setup/git.sh"

    def test_git_is_installed_where_it_is_missing(self, machine: Machine) -> None:
        """The first try fails for want of package lists; with fresh ones the second serves."""
        machine.only("dirname", "env", "touch", "cp")
        machine.stand_in("id", "echo 0")
        machine.stand_in(
            "apt-get",
            f'cd "{machine.bin}"; case "$*" in *update*) touch lists ;; *install*) [ -e lists ] && cp id git ;; esac',
        )
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stderr) == (0, "Installing git\n")

    def test_without_git_the_message_names_the_command(self, machine: Machine) -> None:
        """Where nothing may be installed, the person is told what to do."""
        machine.only("dirname")
        machine.stand_in("id", "echo 1000")
        done = machine.run(self.SCRIPT)
        assert (done.returncode, done.stderr) == (
            1,
            "\nThe tests need git, and this machine has none.\n"
            "Install it, and run the same command again: sudo apt-get install git\n",
        )


BUILD_BACKEND = '''
"""Builds the made-up project without any package."""
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "inforce-1.dist-info"
    with zipfile.ZipFile(f"{folder}/inforce-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("inforce.py", "")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: inforce\\nVersion: 1\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return "inforce-1-py3-none-any.whl"
'''
SETTING_UP = "Setting up inforce in .venv; the first time, this takes a minute or two\n"


class TestEnvironment:
    SCRIPT = "build_tools/setup/environment.sh"

    @pytest.fixture
    def machine(self, tmp_path: Path) -> Machine:
        """A machine whose Python cannot make environments until apt-get has installed the package for that."""
        machine = Machine(tmp_path)
        locks = machine.project / "build_tools" / "locks"
        locks.mkdir()
        (locks / "site.txt").touch()
        (locks / "test.txt").touch()
        (machine.project / "backend.py").write_text(BUILD_BACKEND, encoding="utf-8")
        (machine.project / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n', encoding="utf-8"
        )
        (machine.bin / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
        python = Path(sys.base_prefix) / "bin" / "python3"
        machine.stand_in("python3", f'export PYTHONPATH="{machine.bin}"; exec "{python}" "$@"')
        machine.stand_in("id", "echo 0")
        machine.stand_in("apt-get", f'case "$*" in *install*python3.*-venv) rm "{machine.bin}/ensurepip.py" ;; esac')
        return machine

    def test_a_new_machine_is_set_up_once_and_heals(self, machine: Machine) -> None:
        """Python's missing part is installed; a second run changes nothing; a changed lock is followed.

        What failed half-way says why, and is done again by the next run. One test, for each set-up takes seconds.
        """
        version = "python{}.{}".format(*sys.version_info)
        made_from = machine.project / ".venv" / "made-from"
        lock = machine.project / "build_tools" / "locks" / "site.txt"

        first = machine.run(self.SCRIPT, "site")
        assert (first.returncode, first.stderr) == (0, f"Installing {version}-venv\n{SETTING_UP}")
        before = made_from.stat().st_mtime_ns

        again = machine.run(self.SCRIPT, "site")
        assert (again.returncode, again.stdout + again.stderr) == (0, "")
        assert made_from.stat().st_mtime_ns == before

        lock.write_text(f"rare==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
        unreachable = machine.run(self.SCRIPT, "site")
        assert (unreachable.returncode, unreachable.stderr) == (
            1,
            f"{SETTING_UP}\n"
            "The packages that inforce needs could not be fetched.\n"
            "Check that this machine has a network connection, and run the same command again.\n"
            "What pip said stands in .venv/install.log\n",
        )

        wheel = machine.project / "rare-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("rare-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: rare\nVersion: 1.0\n")
        forged = machine.run(self.SCRIPT, "site", PIP_FIND_LINKS=machine.project.as_uri())
        assert forged.returncode == 1
        assert f"Got        {hashlib.sha256(wheel.read_bytes()).hexdigest()}" in forged.stderr
        assert forged.stderr.endswith(
            "\nA package that was fetched is not the one that build_tools/locks/site.txt names, "
            "so nothing was installed.\n"
            "Run the same command again. If it says the same, tell the maintainers before you go on.\n"
        )

        lock.write_text("", encoding="utf-8")
        healed = machine.run(self.SCRIPT, "site")
        assert (healed.returncode, healed.stderr) == (0, SETTING_UP)

    def test_where_nothing_may_be_installed_the_message_names_the_command(self, machine: Machine) -> None:
        """Python cannot make environments, and nobody may install what it lacks."""
        machine.stand_in("apt-get", "exit 100")
        done = machine.run(self.SCRIPT, "site")
        package = "python{}.{}-venv".format(*sys.version_info)
        assert (done.returncode, done.stderr) == (
            1,
            f"Installing {package}\n\n"
            f"Python on this machine cannot make environments: its package {package} is missing.\n"
            f"Install it, and run the same command again: sudo apt-get install {package}\n",
        )
        assert not (machine.project / ".venv").exists()

    def test_a_python_that_is_too_old_is_said_to_be(self, machine: Machine) -> None:
        """The message says which Python there is, which is needed, and how to name one."""
        for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
            machine.stand_in(name, '[ "$1" = --version ] && echo "Python 3.9.2"')
        done = machine.run(self.SCRIPT, "site")
        assert (done.returncode, done.stderr) == (
            1,
            "\ninforce needs Python 3.11 or newer. This machine has Python 3.9.2.\n"
            "Install a newer one, for example with: sudo apt-get install python3.11\n"
            "If it is not on the PATH, name it: make site PYTHON=/path/to/python3\n",
        )


@pytest.mark.parametrize(
    ("closing", "code"),
    [("12 passed in 3.45s", 0), ("===== 1 failed, 11 passed in 65.01s (0:01:05) =====", 2)],
)
def test_the_ci_script_ends_with_pytests_closing_line_and_makes_exit_code(
    tmp_path: Path, closing: str, code: int
) -> None:
    """Whoever reads the end of the log reads the outcome, whatever make says after pytest."""
    make = tmp_path / "make"
    make.write_text(f"#!/bin/sh\necho '{closing}'\necho 'make: *** [test] Error' >&2\nexit {code}\n", encoding="utf-8")
    make.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "CI": "true"}
    done = subprocess.run(
        [PROJECT / ".ci" / "run"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (code, closing)


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """By itself pytest looks into no folder called build, and says nothing of it."""
    folders = {
        folder.name for file in PROJECT.glob("tests/**/test_*.py") for folder in file.relative_to(PROJECT).parents
    }
    assert "build" in folders
    assert not [one for one in folders for pattern in pytestconfig.getini("norecursedirs") if fnmatch(one, pattern)]
