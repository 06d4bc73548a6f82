"""Hands on the keyboard only: tabulation, typing, space, arrows, enter; the focus is always seen, and never lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.sync_api import FilePayload, Page

PATIENCE = 400  # stops of the tabulation key, more than any page of the portal has
GLANCES = 200  # at what has the focus, twenty a second, before it is held to be covered
WHERE = """() => {
  const at = document.activeElement ?? document.body, box = at.getBoundingClientRect();
  const drawn = (each) => [[each], [each, "::before"], [each, "::after"]];
  const ringed = ([each, part]) => {
    const look = each ? getComputedStyle(each, part) : {};
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  };
  const labels = [...(at.labels ?? [])];
  const middle = (low, high, size) => (Math.max(low, 0) + Math.min(high, size)) / 2;
  const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
  const top = document.elementFromPoint(x, y);
  const seen = Boolean(top) && [at, ...labels].some((each) => each.contains(top) || top.contains(at));
  const words = (at.getAttribute("aria-label") ?? at.textContent).replace(/\\s+/g, " ").trim();
  const kept = { name: at.name ?? "", value: at.value ?? "", kind: at.type ?? "", checked: at.checked ?? false };
  return { ...kept, tag: at.tagName, id: at.id, words, order: at.tabIndex, owner: at.form?.action ?? "", seen,
           over: top?.outerHTML.slice(0, 80), ringed: [at, at.parentElement, ...labels].flatMap(drawn).some(ringed) };
}"""


@dataclass
class Keyboard:
    """One page, and what its keyboard does."""

    page: Page

    def __post_init__(self) -> None:
        """A page that slides to what has the focus would be looked at on its way."""
        self.page.emulate_media(reduced_motion="reduce")
        self.page.on("filechooser", lambda window: None)  # listened to all along: asked for at the press, it is late

    def here(self) -> dict[str, Any]:
        """What has the focus now."""
        found: dict[str, Any] = self.page.evaluate(WHERE)
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab(self) -> dict[str, Any]:
        """The next stop, which shows that it has the focus and is not under something else."""
        self.press("Tab")
        stop = self.settled()
        if stop["tag"] != "BODY":  # the browser's own bar, once a turn
            assert stop["ringed"], f"the focus is not seen: {stop}"
            assert stop["seen"], f"what has the focus is covered: {stop}"
            assert stop["order"] == 0, f"out of the order of the page: {stop}"
        return stop

    def settled(self) -> dict[str, Any]:
        """What has the focus, once the page has scrolled to it: a busy browser does that a moment later."""
        for _ in range(GLANCES):
            stop = self.here()
            if stop["tag"] == "BODY" or (stop["seen"] and stop["ringed"]):
                break
            self.page.wait_for_timeout(50)
        return stop

    def skip_menu(self) -> None:
        """Past the menu, unless the page has put the focus farther already."""
        if self.here()["tag"] == "BODY":
            self.press("Tab", "Enter")
            assert self.here()["id"] == "contenu", self.here()

    def reach(self, wanted: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        for _ in range(PATIENCE):
            stop = self.tab()
            if wanted(stop):
                return stop
        raise AssertionError(f"{what} is out of the keyboard's reach on {self.page.url}")

    def reach_words(self, words: str, tags: tuple[str, ...] = ("A", "BUTTON")) -> None:
        self.reach(lambda stop: stop["tag"] in tags and stop["words"].startswith(words), words)

    def reach_field(self, name: str) -> dict[str, Any]:
        return self.reach(lambda stop: stop["name"] == name, name)

    def follow(self, words: str) -> None:
        """A link or a button, by the first of its words."""
        self.reach_words(words)
        self.leave()

    def leave(self) -> None:
        with self.page.expect_navigation():
            self.press("Enter")

    def write(self, name: str, value: str) -> None:
        self.reach_field(name)
        self.say(self.here(), value)

    def say(self, stop: dict[str, Any], value: Any) -> None:
        """One answer, to the field that has the focus."""
        if stop["kind"] == "radio":
            self.choose(str(value))
        elif stop["kind"] == "checkbox":
            if not stop["checked"]:
                self.press("Space")
            assert self.here()["checked"], stop
        elif stop["kind"] == "select-one":
            self.choose_in_list(str(value))
        elif stop["kind"] == "date":
            self.page.keyboard.type(date.fromisoformat(str(value)).strftime("%d%m%Y"))
            assert self.here()["value"] == str(value), self.here()
        else:
            self.press("Control+A")
            self.page.keyboard.type(str(value))
            assert self.here()["value"] == str(value), self.here()

    def choose(self, value: str) -> None:
        """Space takes the first of a group; the arrows go on and take."""
        for key in ["Space", *["ArrowDown"] * 40]:
            self.press(key)
            if self.here()["value"] == value and self.here()["checked"]:
                return
        raise AssertionError(f"no choice {value}: {self.here()}")

    def choose_in_list(self, value: str) -> None:
        for _ in range(60):
            if self.here()["value"] == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no choice {value}: {self.here()}")

    def give(self, file: FilePayload) -> None:
        """The window of the system is the only thing that no key of the page opens and fills."""
        with self.page.expect_file_chooser() as window:
            self.press("Enter")
        window.value.set_files([file])
