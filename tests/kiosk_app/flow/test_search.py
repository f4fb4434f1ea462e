"""People type without marks, in a hurry and wrongly, and find what they came for."""

import pytest
from hypothesis import assume, given, strategies as st

from kiosk_app.flow.search import LETTERS_FOR_ONE_SLIP, Findable, found, plain
from tests.kiosk_app.a_hall import the_catalogue

HALL = [
    Findable(service.slug, service.name["vi"], department.name["vi"], service.keywords)
    for department in the_catalogue().departments
    for service in department.services
]
BUSINESS = Findable("hokd", "Đăng ký hộ kinh doanh", "Tài chính - Kế hoạch")


BY_NAME = [Findable(each.slug, each.name, each.within) for each in HALL]


def first(typed: str, among: list[Findable] = HALL) -> str | None:
    return next(iter(found(typed, among, {}, 5)), None)


def test_marks_are_taken_off_as_people_type() -> None:
    assert plain("Đăng ký hộ kinh doanh, QUỐC TỊCH!") == "dang ky ho kinh doanh quoc tich"


@pytest.mark.parametrize(
    "typed",
    [
        *("ho kinh doanh", "hộ kinh doanh", "HO KINH DOANH", "ho kinh doan"),
        *("ho kinh daonh", "ho kihn doanh", "hokinhdoanh", "hkd"),
    ],
)
def test_household_business_is_found_however_it_is_typed(typed: str) -> None:
    assert first(typed, [*BY_NAME, BUSINESS]) == "hokd"


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("ho kinh doanh", "dkdn"),
        ("so do", "datdai"),
        ("sang tên", "datdai"),
        ("khai sinh", "hotich"),
        ("ket hon", "hotich"),
        ("lam ho chieu", "xnc"),
        ("bang lai xe", "gplx"),
        ("bhyt", "bhxh"),
        ("cmnd", "cccd"),
        ("ly lich", "lltp"),
        ("li lich tu phap", "lltp"),
        ("lltp", "lltp"),
        ("plltp", "lltp"),
        ("can cuoc", "cccd"),
        ("ho chieu", "xnc"),
        ("ho chiu", "xnc"),
        ("dat dai", "datdai"),
        ("doanh nghiep", "dkdn"),
        ("dkdn", "dkdn"),
        ("quoc tich", "hotich"),
    ],
)
def test_services_of_the_reference_hall_are_found_first(typed: str, slug: str) -> None:
    assert first(typed) == slug


def test_a_department_finds_its_services_after_those_that_bear_the_name() -> None:
    slugs = found("tu phap", HALL, {}, 9)

    assert slugs[0] == "lltp"
    assert "hotich" in slugs


def test_among_equals_what_is_chosen_more_often_stands_first() -> None:
    twins = [Findable("a", "Cấp đổi giấy phép"), Findable("b", "Cấp lại giấy phép")]

    assert found("giay phep", twins, {}, 5) == ("a", "b")
    assert found("giay phep", twins, {"b": 7}, 5) == ("b", "a")


@pytest.mark.parametrize("typed", ["", "   ", "!?", "zzzz", "xyzzy ho"])
def test_nonsense_finds_nothing(typed: str) -> None:
    assert found(typed, HALL, {}, 5) == ()


@given(st.text(max_size=20))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert len(found(typed, HALL, {}, 4)) <= 4


@given(st.sampled_from(HALL), st.data())
def test_one_wrong_letter_in_a_long_word_never_hides_a_service(entry: Findable, data: st.DataObject) -> None:
    words = plain(entry.name).split()
    place = data.draw(st.sampled_from([place for place, word in enumerate(words) if len(word) > 3] or [0]))
    if len(words[place]) > 3:
        at = data.draw(st.integers(0, len(words[place]) - 1))
        words[place] = words[place][:at] + data.draw(st.sampled_from("aeiknt")) + words[place][at + 1 :]

    assert entry.slug in found(" ".join(words), HALL, {}, len(HALL))


@pytest.mark.parametrize(("typed", "slugs"), [("ket hon", ["hotich"]), ("cccd", ["cccd"]), ("so do", ["datdai"])])
def test_what_is_far_from_what_was_meant_is_not_offered(typed: str, slugs: list[str]) -> None:
    assert list(found(typed, HALL, {}, 4)) == slugs


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        *(("dang ky khai sinh", "hotich"), ("cap so do", "datdai"), ("lam cccd", "cccd"), ("so tu phap", "lltp")),
        *(("ho kinh doanh ca the", "dkdn"), ("lam lai bang lai", "gplx"), ("mo cua hang", "dkdn")),
    ],
)
def test_a_word_too_many_does_not_hide_what_was_meant(typed: str, slug: str) -> None:
    assert first(typed) == slug


def test_the_letter_on_the_tickets_finds_their_services_first_and_hides_no_word_that_begins_with_it() -> None:
    lettered = [
        Findable(service.slug, service.name["vi"], prefix=service.prefix)
        for department in the_catalogue().departments
        for service in department.services
    ]
    slugs = found("n", lettered, {}, 9)

    assert slugs[:3] == ("lltp", "hotich", "luatsu")
    assert len(slugs) > 3


@given(st.sampled_from(HALL), st.data())
def test_one_slip_anywhere_in_a_name_that_is_half_typed_hides_no_service(entry: Findable, data: st.DataObject) -> None:
    name = plain(entry.name)
    begun = name[: max(LETTERS_FOR_ONE_SLIP + 3, len(name) * 6 // 10)]
    at = data.draw(st.sampled_from([place for place, letter in enumerate(begun) if letter != " "]))
    wrong = data.draw(st.sampled_from("aeiknt"))
    slip = data.draw(st.sampled_from(["", wrong, wrong + begun[at], begun[at] + wrong]))

    typed = begun[:at] + slip + begun[at + 1 :]
    assume(not begins_the_words_of_a_service(typed))  # else that is what was meant

    assert entry.slug in found(typed, HALL, {}, len(HALL))


def begins_the_words_of_a_service(typed: str) -> bool:
    of_services = (plain(" ".join((each.name, *each.keywords, each.within))).split() for each in HALL)
    return any(all(any(word.startswith(begun) for word in words) for begun in typed.split()) for words in of_services)


def test_a_letter_too_many_in_the_beginning_of_a_short_word_hides_no_service() -> None:
    assert "dien" in found("cap daie", HALL, {}, 4)
    assert "congthuong" in found("giay phep cao", HALL, {}, len(HALL))


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        *(("du tu", "kcn-dautu"), ("hz tich qu", "hotich"), ("luat u co", "luatsu"), ("cn toan th", "attp")),
        *(("driver license", "gplx"), ("marriage", "hotich"), ("dkkd", "dkdn")),
    ],
)
def test_a_slip_in_a_short_word_and_words_of_other_tongues_find_what_was_meant(typed: str, slug: str) -> None:
    assert slug in found(typed, HALL, {}, 4)


def test_a_whole_name_finds_its_service_before_longer_names_with_the_same_words() -> None:
    assert [entry.slug for entry in HALL if first(entry.name) != entry.slug] == []
