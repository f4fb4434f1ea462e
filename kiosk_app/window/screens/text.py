"""Words on a screen: they wrap and, where their place is too small, shrink. Knows no flow.

Of a name that is too long for its place even so, the beginning is shown, and that more follows.

Words are measured before they are drawn, and measured once: the same screens come back for every citizen, and a
kiosk's processor draws slowly.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, takewhile

from kivy.clock import Clock
from kivy.core.text import Label as Letters
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from hardware.letters import font_file, is_latin, script_of
from kiosk_app.window import line_breaks
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.paint import rgba
from kiosk_app.window.theme import FACE_WEIGHTS, Face, Layout, Type

SMALLEST_PERCENT = 55
"""Words shrink to this much of their size before they would overflow their place."""
STEP = 5
SMALLEST_NUMBER_PERCENT = 30
"""The one large number of a screen is still its largest words then."""
LINE_HEIGHT = 1.08
REMEMBERED = 4096
"""So many measurements are kept: those of a hall's services in two languages and three sizes are fewer."""


WHOLE_WORDS_PERCENT, FEW_LINES = 20, 2
"""So much smaller yet is a name of few lines drawn, rather than that a word of several syllables is torn."""
MORE = "…"
ROUNDING = 0.985
"""Of a line's width is filled: lines are measured word by word, in whole dots, and must not break anew when drawn."""


@lru_cache(REMEMBERED)
def height_of(words: str, face: Face, letters: int, width: float) -> float:
    """How high words of that size of letters are in lines of that width, in dots; infinite where a word is wider.

    Other scripts may write their words without spaces between them, and break lines anywhere.
    """
    if not is_latin(words):
        return float(_pen(words, face, letters, width).render()[1])
    if any(_extents(word, face, letters)[0] > width for word in words.split()):
        return math.inf
    lines = lines_of(words, face, letters, width).split("\n")
    return sum(_line_height(line, face, letters) for line in lines)


@lru_cache(REMEMBERED)
def lines_of(words: str, face: Face, letters: int, width: float) -> str:
    """The words with a line's end wherever they break in lines of that width; other scripts break as they are drawn."""
    if not is_latin(words):
        return words
    return line_breaks.balanced(words, width * ROUNDING, lambda some: _extents(some, face, letters)[0])


@lru_cache(REMEMBERED)
def beginning_of(words: str, face: Face, letters: int, width: float, height: float) -> str:
    """As many of the words' lines as have room, at least one; the last one says where more would follow."""
    lines = lines_of(words, face, letters, width).split("\n")
    ends_at = accumulate(_line_height(line, face, letters) for line in lines)
    shown = lines[: max(1, sum(end <= height + 1 for end in ends_at))]
    if len(shown) == len(lines):
        return "\n".join(lines)
    last = shown.pop().split()
    while len(last) > 1 and _extents(" ".join((*last, MORE)), face, letters)[0] > width:
        last.pop()
    return "\n".join((*shown, " ".join((*last[:-1], last[-1].rstrip(",;"), MORE))))


def _line_height(line: str, face: Face, letters: int) -> int:
    return int(_extents(line or " ", face, letters)[1] * LINE_HEIGHT)


@lru_cache(4 * REMEMBERED)
def _extents(words: str, face: Face, letters: int) -> tuple[int, int]:
    """Width and height of words on one line: marks above a capital make it higher."""
    width, height = _latin_pen(face, letters).get_extents(words)
    return width, height


@lru_cache(REMEMBERED)
def _latin_pen(face: Face, letters: int) -> Letters:
    """Measures any words of that face and size."""
    return _pen("", face, letters, None)


def _pen(words: str, face: Face, letters: int, width: float | None) -> Letters:
    pen = Letters(
        text=words,
        font_name=font_of(words, face),
        font_script_name=script_of(words),
        font_size=letters,
        text_size=(width, None),
        line_height=LINE_HEIGHT,
    )
    pen.resolve_font_name()
    return pen


def font_of(words: str, face: Face) -> str:
    """The face by its name, or a font's file for letters that it lacks."""
    return face if is_latin(words) else str(font_file(words, FACE_WEIGHTS[face]))


class Text(Label):
    """Words in one size, face and colour."""

    def __init__(
        self,
        text: str,
        layout: Layout,
        size: float = Type.BODY,
        face: Face = Face.MEDIUM,
        colour: Colour = Colour.INK,
        align: str = "left",
        **place: object,
    ) -> None:
        self.ink = colour
        self._wanted, self._face = layout.letters(size), face
        self._room = math.inf
        self.smallest = SMALLEST_NUMBER_PERCENT if size == Type.NUMBER else SMALLEST_PERCENT
        super().__init__(
            text=text,
            font_name=font_of(text, face),
            font_script_name=script_of(text),
            font_size=self._wanted,
            color=rgba(colour),
            halign=align,
            line_height=LINE_HEIGHT,
            **place,
        )
        self._trigger_texture.cancel()  # Kivy would draw the words once before their place is known
        # Layouts settle in several steps: fitting is done once, just before the frame is drawn.
        self._refit = Clock.create_trigger(self._fit, -1)
        self.bind(size=self._refit, text=self._refit)

    def leave_fitting_to_others(self) -> None:
        """The words are part of several lines that are fitted together."""
        self.unbind(size=self._refit, text=self._refit)

    def height_at(self, percent: int, width: float) -> float:
        """How high the words are at this share of their size in that width; infinite where a word is wider."""
        return height_of(self.text, self._face, self._letters(percent), width)

    def is_torn_at(self, percent: int, width: float) -> bool:
        """Whether a line of a name ends within a word of several syllables. In a whole paragraph it is not minded."""
        lines = lines_of(self.text, self._face, self._letters(percent), width)
        return lines.count("\n") < FEW_LINES and line_breaks.tears(lines)

    def take_size(self, percent: int, width: float, height: float) -> None:
        """Sets the words at this share of their size in lines of that width, as far as they have room."""
        self._room = height
        self.font_size, self.text_size = self._letters(percent), (width, None)

    def texture_update(self, *_: object) -> None:
        """Draws the words in balanced lines. Their `text` stays as it was said."""
        width = self.text_size[0]
        self._label.text = self._beginning(width) if width else self.text
        super().texture_update()

    def _beginning(self, width: float) -> str:
        words = str(self.text)
        return beginning_of(words, self._face, int(self.font_size), width, self._room) if is_latin(words) else words

    @property
    def is_cut(self) -> bool:
        """Whether the words as they are drawn are more than their place holds."""
        more_follows = self._label.text.endswith(MORE) and not self.text.endswith(MORE)
        return bool(more_follows or self.texture_size[1] > self.height + 1)

    def _fit(self, *_: object) -> None:
        if self.width >= 1 and self.height >= 1:
            self.take_size(fitting_percent([self], self.width, self.height), self.width, self.height)

    def _letters(self, percent: int) -> int:
        return int(self._wanted * percent / 100)


def fitting_percent(texts: Sequence[Text], width: float, height: float) -> int:
    """How much the words shrink together until they fit below each other; a little more rather than be torn."""
    smallest = max(text.smallest for text in texts)
    fitting = (
        percent
        for percent in range(100, smallest, -STEP)
        if sum(text.height_at(percent, width) for text in texts) <= height
    )
    largest = next(fitting, smallest)
    whole = takewhile(lambda percent: percent >= largest - WHOLE_WORDS_PERCENT, chain([largest], fitting))
    return next((percent for percent in whole if not any(text.is_torn_at(percent, width) for text in texts)), largest)


class Lines(BoxLayout):
    """Words below each other, each as high as it needs, all together in the middle of their place; a sign above them
    is as high as it is.
    """

    def __init__(
        self, layout: Layout, *texts: Text, gap: float = 4, sign: Widget | None = None, **place: object
    ) -> None:
        super().__init__(orientation="vertical", spacing=layout.dots(gap), **place)
        self._texts, self._sign = list(texts), sign
        share_out = Clock.create_trigger(self._share_out, -1)
        self.add_widget(Widget())
        if sign:
            sign.pos_hint = {"center_x": 0.5}
            self.add_widget(sign)
        for text in texts:
            text.size_hint_y = None
            text.leave_fitting_to_others()
            text.bind(text=share_out)
            self.add_widget(text)
        self.add_widget(Widget())
        self.bind(size=share_out)

    def _share_out(self, *_: object) -> None:
        if self.width < 1 or self.height < 1:
            return
        room = self.height - self.spacing * (len(self._texts) + 1)
        if self._sign:
            room -= self._sign.height + self.spacing
        percent = fitting_percent(self._texts, self.width, room)
        heights = [min(text.height_at(percent, self.width), room) for text in self._texts]
        longest = heights.index(max(heights))
        heights[longest] -= max(0, sum(heights) - room)
        for text, height in zip(self._texts, heights, strict=True):
            text.take_size(percent, self.width, height)
            text.height = height
