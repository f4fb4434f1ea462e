"""What managers hand in for displays: known by its content, drawn anew, bounded, nobody else's, gone when unused."""

import os
import struct
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from display_server.domain.playlist import ItemKind
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.media.files import MB, Media, MediaFiles, MediaLimits
from tests.videos import recorded

SECRET = b"<script>alert('from the picture')</script>"
GPS = 0x8825
HALL = "hall"


@pytest.fixture
def files(tmp_path: Path) -> MediaFiles:
    return MediaFiles(tmp_path / "media", MediaLimits(picture=MB, video=2 * MB, total=3 * MB))


@pytest.fixture(scope="module")
def mp4(chromium: Browser) -> bytes:
    return recorded(chromium, "video/mp4;codecs=avc1.42E01E")


@pytest.fixture(scope="module")
def webm(chromium: Browser) -> bytes:
    return recorded(chromium, "video/webm;codecs=vp9")


def pieces(content: bytes, size: int = 1000) -> Iterator[bytes]:
    for at in range(0, len(content), size):
        yield content[at : at + size]


def take(files: MediaFiles, content: bytes) -> Media:
    return files.take(HALL, len(content), pieces(content))


def kept(files: MediaFiles, media: Media) -> bytes:
    return (files.folder_of(HALL) / media.name).read_bytes()


def refused(files: MediaFiles, content: bytes) -> str:
    with pytest.raises(NotValid) as refusal:
        take(files, content)
    assert [*files.folder_of(HALL).iterdir()] == [], "nothing is left of what is refused"
    assert refusal.value.field == "file"
    return str(refusal.value)


def a_picture(form: str = "PNG", size: tuple[int, int] = (640, 360), mode: str = "RGB", **options: object) -> bytes:
    written = BytesIO()
    Image.new(mode, size, "#0b4f8a").save(written, form, **options)
    return written.getvalue()


def a_png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that unpack to a picture of this size: a bomb."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * 1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# --- pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_drawn_anew_as_webp_whatever_it_was(files: MediaFiles, form: str) -> None:
    media = take(files, a_picture(form))

    assert (media.kind, media.width, media.height) == (ItemKind.PICTURE, 640, 360)
    with Image.open(BytesIO(kept(files, media))) as picture:
        assert (picture.format, picture.size) == ("WEBP", (640, 360))
    assert take(files, a_picture(form)).name == media.name, "the same picture is the same file"


def test_where_and_by_what_a_picture_was_taken_is_not_kept(files: MediaFiles) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Nguyen Van An"
    exif.get_ifd(GPS)[2] = (10.0, 57.0, 0.0)

    media = take(files, a_picture("JPEG", exif=exif, comment=b"of a person"))

    content = kept(files, media)
    assert b"Nguyen" not in content
    assert b"person" not in content
    with Image.open(BytesIO(content)) as picture:
        assert dict(picture.getexif()) == {}


def test_a_picture_that_was_taken_upright_is_shown_upright(files: MediaFiles) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter

    media = take(files, a_picture("JPEG", size=(400, 300), exif=exif))

    assert (media.width, media.height) == (300, 400)


@pytest.mark.parametrize(
    ("size", "becomes"), [((6000, 2000), (3840, 1280)), ((2000, 6000), (1280, 3840)), ((5000, 5000), (2160, 2160))]
)
def test_a_picture_is_never_larger_than_a_screen(
    files: MediaFiles, size: tuple[int, int], becomes: tuple[int, int]
) -> None:
    media = take(files, a_picture("JPEG", size=size))

    assert (media.width, media.height) == becomes


def test_what_can_be_seen_through_stays_so(files: MediaFiles) -> None:
    media = take(files, a_picture(mode="RGBA"))

    with Image.open(BytesIO(kept(files, media))) as picture:
        assert picture.mode in ("RGBA", "RGB")
        assert picture.convert("RGBA").getpixel((0, 0)) == pytest.approx((11, 79, 138, 255), abs=8)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF"])
def test_of_a_file_that_is_two_things_only_the_picture_is_kept(files: MediaFiles, form: str) -> None:
    media = take(files, a_picture(form) + SECRET + b"PK\x03\x04")

    assert SECRET not in kept(files, media)


def test_a_page_that_begins_like_a_picture_is_refused(files: MediaFiles) -> None:
    assert "broken" in refused(files, b"GIF89a/*" + b"\0" * 30 + b"*/=1;" + SECRET)


@pytest.mark.parametrize(
    "bomb",
    [
        a_png_that_claims(60_000, 60_000),
        a_png_that_claims(9_000, 9_000),
        b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + b"\0\0\0" + b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02L\x01\0;",
    ],
    ids=["png", "png below Pillow's own bound", "gif"],
)
def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(files: MediaFiles, bomb: bytes) -> None:
    begun = time.monotonic()

    assert "million dots" in refused(files, bomb)

    assert time.monotonic() - begun < 20


def test_a_picture_that_ends_too_soon_is_refused(files: MediaFiles) -> None:
    whole = os.urandom(300 * 200 * 3)
    written = BytesIO()
    Image.frombytes("RGB", (300, 200), whole).save(written, "PNG")

    assert "broken" in refused(files, written.getvalue()[:50_000])


@pytest.mark.parametrize(
    "drawing",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?>\n<!-- -->\n<SVG onload='alert(1)'/>",
    ],
)
def test_a_drawing_that_may_hold_programs_is_refused_with_what_to_do(files: MediaFiles, drawing: bytes) -> None:
    assert "Save it as PNG" in refused(files, drawing)


@pytest.mark.parametrize("other", [b"MZ\x90\0", b"%PDF-1.7", b"<html>", b"BM" + bytes(60), b"\0"])
def test_what_displays_do_not_show_is_refused_whatever_its_name_was(files: MediaFiles, other: bytes) -> None:
    assert "PNG, JPEG, WebP or GIF" in refused(files, other)


# --- videos -----------------------------------------------------------------------------------------------------------


def test_a_video_is_kept_as_it_is(files: MediaFiles, mp4: bytes, webm: bytes) -> None:
    for content, ending in ((mp4, ".mp4"), (webm, ".webm")):
        media = take(files, content)

        assert media.name.endswith(ending)
        assert (media.kind, media.width, media.height) == (ItemKind.VIDEO, 320, 180)
        assert kept(files, media) == content


def test_a_container_that_browsers_do_not_play_everywhere_is_refused(files: MediaFiles, chromium: Browser) -> None:
    assert "MP4 or WebM" in refused(files, recorded(chromium, "video/x-matroska;codecs=avc1"))


def test_a_codec_that_displays_do_not_know_is_refused_by_its_name(files: MediaFiles, mp4: bytes) -> None:
    assert "HEVC" in refused(files, mp4.replace(b"avc1", b"hvc1").replace(b"avcC", b"hvcC"))


def test_what_only_begins_like_a_video_is_refused(files: MediaFiles, mp4: bytes) -> None:
    assert "no whole" in refused(files, mp4[:40] + SECRET)
    assert "no whole" in refused(files, b"\x1a\x45\xdf\xa3" + os.urandom(5000))


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_too_long_is_refused_before_the_most_of_it_is_read(files: MediaFiles) -> None:
    read: list[bytes] = []

    def arriving() -> Iterator[bytes]:
        for piece in pieces(a_picture() + bytes(2 * MB)):
            read.append(piece)
            yield piece

    with pytest.raises(NotValid, match="a picture may have 1, a video 2"):
        files.take(HALL, 2 * MB, arriving())
    assert len(read) == 1


def test_a_file_that_does_not_arrive_as_a_whole_is_refused(files: MediaFiles) -> None:
    with pytest.raises(NotValid, match="as a whole"):
        files.take(HALL, 5000, pieces(a_picture()[:500]))


def test_a_hall_that_keeps_as_much_as_it_may_takes_nothing_more(files: MediaFiles, webm: bytes) -> None:
    take(files, webm)
    (files.folder_of(HALL) / "old.mp4").write_bytes(bytes(3 * MB - 100))

    with pytest.raises(NotAllowed, match="may keep 3 MB"):
        take(files, a_picture())


def test_files_are_their_owners_alone_whatever_the_umask(files: MediaFiles) -> None:
    before = os.umask(0)
    try:
        media = take(files, a_picture())
    finally:
        os.umask(before)

    folder = files.folder_of(HALL)
    modes = [oct(each.stat().st_mode & 0o777) for each in (folder.parent, folder, folder / media.name)]
    assert modes == ["0o700", "0o700", "0o600"]


def test_what_nothing_uses_is_removed_but_not_what_was_handed_in_just_now(files: MediaFiles) -> None:
    used, unused, new = (take(files, a_picture(size=(width, 100))).name for width in (100, 200, 300))
    left_over = files.folder_of(HALL) / "0123.part"
    left_over.touch()
    long_ago = time.time() - 4000
    for name in (used, unused, left_over.name):
        os.utime(files.folder_of(HALL) / name, (long_ago, long_ago))

    files.keep_only(HALL, frozenset({used}))

    assert {file.name for file in files.folder_of(HALL).iterdir()} == {used, new}
    with pytest.raises(NotFound):
        files.must_have(HALL, unused)
