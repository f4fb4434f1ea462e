"""Where words break into lines: lines of like length, and what belongs together stays together. Pure; measures nothing.

Vietnamese writes its words in syllables: a line that ends between the two of "vận tải" reads like a torn word. Which
belong together is told by the capital that begins a name ("Đầu tư"), by a number behind its noun ("quầy 26"), and for
the words of public halls by a list. What is not on it breaks as any other language does, between any two words.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

Width = Callable[[str], float]
"""How wide words are on one line."""

WHERE_LINES_MAY_END = re.compile(r"(?<! ) (?![ –·-])")
"""A list's sign stands with its first word, two spaces before it; a dash with what it follows."""
TORN = 0.3
"""What a break within a word costs, where a line that is wholly empty costs 1 and half empty 0.25."""
HANGING = 0.1
"""What it costs to end a line with a small word that leads to the next."""
PAUSES = {".": -0.1, "?": -0.1, "!": -0.1, ";": -0.05, ",": -0.05}
"""What is won where a line ends with its sentence, or a part of it."""
REMEMBERED = 4096
"""So many pairs of words are kept: the same words are tried in several sizes."""
SMALL_WORDS = (
    "và các của để tại hoặc cho với về từ do theo là được vào trên and the of a an to in at for or is with your"
)
LEADING = frozenset(SMALL_WORDS.split())
WORDS = """
    an toàn, biên nhận, biến động, bưu điện, bảo hiểm, bảo trợ, cao tuổi, chuyển nhượng, chuẩn bị, chưa thể, chạm
    vào, chọn thủ tục, chờ gọi, chứng chỉ, chứng minh, chứng nhận, chữa cháy, con dấu, cung cấp, cách mạng, cán bộ,
    công an, công chứng, công dân, công nghiệp, công nghệ, công thương, căn cước, cơ quan, cảnh sát, cấp số, danh
    mục, doanh nghiệp, du lịch, dự kiến, dự phòng, giao thông, giây lát, giải quyết, giấy phép, giấy tờ, gắn liền,
    hiệu lực, hành chính, hành nghề, hôm nay, hệ thống, hồ sơ, hỗ trợ, hộ chiếu, hộ tịch, khoa học, khoáng sản, khu
    công nghiệp, khuyết tật, kinh doanh, kiểm tra, kết nối, kết quả, lao động, luật sư, lý lịch tư pháp, lịch hẹn,
    mang thai, mang theo, màn hình, máy chủ, máy in, máy tính, mã qr, môi trường, mất kết nối, mời ông/bà, ngành
    nghề, nhà đầu tư, nhân viên, nông nghiệp, nông thôn, nước ngoài, phát triển, phòng cháy, phù hiệu, phụ nữ, phục
    vụ, quay lại, quy hoạch, quyền sử dụng, quét mã, quản lý, quảng cáo, quầy hướng dẫn, quốc tịch, theo dõi, thông
    tin, thương binh, thẩm duyệt, thể thao, thời gian, thủ tục, thứ tự, thực hiện, thực phẩm, tiếp nhận, tra cứu,
    trang đầu, trung tâm, truy cập, truyền thông, trả kết quả, trở lại, trực tuyến, tài chính, tài nguyên, tài sản,
    tôn giáo, tạm ngừng, tổ chức, văn bằng, văn hóa, vũ trường, vận tải, xuất bản, xuất nhập cảnh, xuất trình, xây
    dựng, xã hội, y tế, điều kiện, điện thoại, điện tử, đăng ký, đất đai, đầu tư, đầu đọc, đặc biệt, địa chỉ, ưu
    tiên
    """
"""What Vietnamese halls speak of, each more than a syllable."""
COMPOUNDS = frozenset(pair for word in WORDS.split(",") for pair in pairwise(word.split()))


def balanced(words: str, room: float, width: Width) -> str:
    """The words with a line's end wherever they break: no more lines than they need, none much longer than another."""
    return "\n".join(_of_paragraph(each, room, width) for each in words.split("\n"))


def _of_paragraph(words: str, room: float, width: Width) -> str:
    pieces = WHERE_LINES_MAY_END.split(words)
    widths, space = [width(piece) for piece in pieces], width(" ")
    if room <= 0 or sum(widths) + space * (len(pieces) - 1) <= room:
        return words
    return "\n".join(" ".join(pieces[first:end]) for first, end in pairwise(_breaks(pieces, widths, space, room)))


def _breaks(pieces: Sequence[str], widths: Sequence[float], space: float, room: float) -> list[int]:
    """Where lines begin, and the end: the fewest lines, and of these the ones that cost least."""
    least: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(pieces) + 1):
        ways, after = [], _cost_before(pieces, end)
        for first in range(end - 1, -1, -1):
            line = sum(widths[first:end]) + space * (end - first - 1)
            if line > room and first < end - 1:
                break
            lines, cost, _ = least[first]
            ways.append((lines + 1, cost + (1 - line / room) ** 2 + after, first))
        least.append(min(ways))
    begins = [len(pieces)]
    while begins[-1]:
        begins.append(least[begins[-1]][2])
    return begins[::-1]


def _cost_before(pieces: Sequence[str], place: int) -> float:
    """What it costs to begin a line there."""
    if place >= len(pieces):
        return 0.0
    if _belong_together(pieces[place - 1], pieces[place]):
        return TORN
    return HANGING if pieces[place - 1].lower() in LEADING else PAUSES.get(pieces[place - 1][-1:], 0.0)


def tears(lines: str) -> bool:
    """Whether a word of several syllables is spread over two of these lines."""
    return any(
        _belong_together(one.split()[-1], other.split()[0])
        for one, other in pairwise(lines.split("\n"))
        if one.strip() and other.strip()
    )


@lru_cache(REMEMBERED)
def _belong_together(first: str, second: str) -> bool:
    if not first[-1:].isalnum():  # a comma, or nothing
        return False
    second = second.rstrip(".,:;!?)")
    is_vietnamese = not (first + second).isascii()
    is_name = is_vietnamese and first[0].isupper() and second.islower() and second not in LEADING
    is_counted = second[:1].isdigit() or (len(second) == 1 and second.isupper())
    is_measured = first.isdigit() and second.islower() and second not in LEADING
    return is_name or is_counted or is_measured or (first.lower(), second.lower()) in COMPOUNDS
