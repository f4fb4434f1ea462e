"""Views as a busy morning in the reference hall would make them. Knows no browser."""

import random
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from display_server import contract
from display_server.contract import CounterState, State

HALL = "dong-nai"
ZONE = "Asia/Ho_Chi_Minh"
PLAN: dict[str, Any] = tomllib.loads(Path("display_server/dong_nai_hall.toml").read_text(encoding="utf-8"))
NAME = PLAN["hall"]["name"]
SERVICES = [(department, service) for department in PLAN["departments"] for service in department["services"]]


def now() -> datetime:
    return datetime.now(UTC)


def ago(minutes: float) -> datetime:
    return now() - timedelta(minutes=minutes)


def call(number: str, counter: int, seq: int, *, recalled: bool = False) -> contract.BoardCall:
    return contract.BoardCall(
        number=number, counter=counter, zone="dau-tu", called_at=now(), seq=seq, recalled=recalled
    )


def board(*calls: contract.BoardCall, **changes: Any) -> contract.Board:
    """A hall display's view; the calls newest first."""
    dice = random.Random(7)
    services = [
        contract.BoardService(
            service=service["slug"],
            name=service["name"],
            prefix=service["prefix"],
            waiting=dice.choice((0, 3, 12, 7, 24)),
            wait=None,
        )
        for _, service in SERVICES[:9]
    ]
    plain = contract.Board(
        hall=HALL,
        hall_name=NAME,
        zone=None,
        zone_name=None,
        timezone=ZONE,
        languages=("vi", "en"),
        at=now(),
        open=True,
        calls=calls,
        services=tuple(services),
        notice=None,
    )
    return plain.model_copy(update=changes)


def ticket(number: str = "A045", **changes: Any) -> contract.Ticket:
    plain = contract.Ticket(
        id=45,
        number=number,
        hall=HALL,
        hall_name=NAME,
        timezone="Asia/Ho_Chi_Minh",
        service="dkdn",
        service_name=SERVICES[0][1]["name"],
        department="khdt",
        department_name=SERVICES[0][0]["name"],
        zone="dau-tu",
        zone_name=PLAN["zones"][0]["name"],
        priority_class=None,
        priority_class_name=None,
        language="vi",
        state=State.WAITING,
        issued_at=ago(18),
        called_at=None,
        started_at=None,
        finished_at=None,
        counter=None,
        calls=0,
        people_ahead=7,
        counters_serving=4,
        wait=contract.WaitRange(low_minutes=15, high_minutes=25),
        rated=False,
        token="t0k3n",
        follow_url="http://127.0.0.1/t/t0k3n",
    )
    return plain.model_copy(update=changes)


def called(number: str = "A045", **changes: Any) -> contract.Ticket:
    return ticket(
        number,
        **{"state": State.CALLED, "called_at": ago(0.4), "counter": 12, "calls": 1, "people_ahead": None, "wait": None}
        | {"waited_minutes": 6.6}
        | changes,
    )


def serving(number: str = "A045", **changes: Any) -> contract.Ticket:
    return called(number, **{"state": State.SERVING, "called_at": ago(7), "started_at": ago(6.2)} | changes)


def served(number: str = "A045", **changes: Any) -> contract.Ticket:
    return serving(number, **{"state": State.SERVED, "finished_at": ago(0.2)} | changes)


def waiting(place: int) -> contract.WaitingEntry:
    priority = {1: "elderly", 4: "merit", 6: "disabled"}.get(place)
    issued = ago(26 - 2.3 * place)
    return contract.WaitingEntry(
        ticket=100 + place,
        number=f"{'AAB'[place % 3]}{47 + place:03}",
        service=("dkdn", "dkdn", "dautu")[place % 3],
        priority_class=priority,
        issued_at=issued - timedelta(hours=1),
        rank=issued,
        queued_at=issued,
    )


def desk(current: contract.Ticket | None = None, *, queue: int = 11, **changes: Any) -> contract.Desk:
    plain = contract.Desk(
        hall=HALL,
        hall_name=NAME,
        timezone=ZONE,
        counter=12,
        zone="dau-tu",
        zone_name=PLAN["zones"][0]["name"],
        state=CounterState.OPEN,
        officer="Nguyễn Thị Lan",
        pause_reason=None,
        current=current,
        services=tuple(
            contract.DeskService(
                service=service["slug"],
                name=service["name"],
                waiting=waiting,
                expected_minutes=service["expected_minutes"],
            )
            for (_, service), waiting in zip(SERVICES[:3], (7, 4, 0), strict=True)
        ),
        priority_classes=tuple(
            contract.PriorityClassEntry(
                slug=entry["slug"], name=entry["name"], head_start_minutes=entry["head_start_minutes"]
            )
            for entry in PLAN["priority_classes"]
        ),
        waiting_count=queue,
        waiting=tuple(waiting(place) for place in range(min(queue, 30))),
        parked=(),
        served_today=23,
        at=now(),
    )
    return plain.model_copy(update=changes)


def prompt(question: bool = False, **asks: Any) -> contract.RatingPrompt:
    asked = contract.RatingQuestion(
        number="A045", token="t0k3n", service_name=SERVICES[0][1]["name"], finished_at=now(), expires_at=ago(-1)
    )
    return contract.RatingPrompt(
        hall=HALL,
        hall_name=NAME,
        languages=("vi", "en"),
        counter=12,
        officer="Nguyễn Thị Lan",
        question=asked if question else None,
        at=now(),
        **asks,
    )


def hall_now() -> contract.HallNow:
    dice = random.Random(3)
    states = [CounterState.OPEN] * 7 + [CounterState.PAUSED, CounterState.CLOSED, CounterState.CLOSED]
    counters = []
    for counter in PLAN["counters"]:
        state = dice.choice(states)
        busy = state is CounterState.OPEN and dice.random() < 0.75
        counters.append(
            contract.CounterNow(
                number=counter["number"],
                zone=counter["zone"],
                state=state,
                officer=None
                if state is CounterState.CLOSED
                else dice.choice(("Trần Văn Minh", "Lê Thu Hà", "Phạm An")),
                pause_reason="Nghỉ trưa" if state is CounterState.PAUSED else None,
                serving=f"{dice.choice('ABCDEF')}{dice.randint(1, 120):03}" if busy else None,
                since=ago(dice.uniform(0.5, 22)) if busy else None,
            )
        )
    services = []
    for department, service in SERVICES:
        people = dice.choice((0, 0, 1, 3, 5, 9, 16))
        services.append(
            contract.ServiceNow(
                service=service["slug"],
                name=service["name"],
                department_name=department["name"],
                waiting=people,
                oldest_issued_at=ago(90) if people else None,
                longest_since=ago(dice.uniform(1, 45)) if people else None,
                counters_serving=dice.randint(0, 4),
                target_wait_minutes=service["target_wait_minutes"],
                wait=None,
            )
        )
    waiting = sum(service.waiting for service in services)
    return contract.HallNow(
        hall=HALL,
        hall_name=NAME,
        timezone=ZONE,
        at=now(),
        open=True,
        issued=412,
        waiting=waiting,
        called=9,
        serving=24,
        parked=0,
        served=412 - waiting - 33 - 14,
        no_shows=11,
        cancelled=3,
        counters=tuple(counters),
        services=tuple(services),
        devices=(
            a_device("Kiosk 1", "Sảnh chính, cửa A", contract.Condition.WELL, 412).model_copy(
                update={"help_wanted_at": ago(2), "help_until": ago(-8)}
            ),
            a_device("Kiosk 2", "Cửa B", contract.Condition.PAPER_NEAR_END, 18).model_copy(
                update={"help_wanted_at": ago(12), "help_until": ago(2)}
            ),
            a_device("Kiosk 3", "Khu 4", contract.Condition.OUT_OF_PAPER, 0),
            a_device("Kiosk 4", "Tầng 2", contract.Condition.LOST, None, minutes_ago=38),
        ),
        not_printed=2,
        not_collected=1,
    )


def a_device(
    device: str, place: str, condition: contract.Condition, tickets_left: int | None, minutes_ago: float = 0
) -> contract.DeviceNow:
    return contract.DeviceNow(
        name=device,
        place={"vi": place, "en": place},
        condition=condition,
        heard_at=ago(minutes_ago),
        tickets_left=tickets_left,
        not_handed_in=7 if condition is contract.Condition.LOST else 0,
        last_print_at=ago(minutes_ago + 1),
        screen="Welcome",
        version="0.1.0",
    )


def statistics(group_by: contract.GroupBy) -> contract.Statistics:
    names: list[tuple[str, contract.Words]]
    if group_by == "hour":
        names = [(str(hour), {"vi": f"{hour} giờ", "en": f"{hour}:00"}) for hour in (7, 8, 9, 10, 11, 13, 14, 15, 16)]
    else:
        names = [(service["slug"], service["name"]) for _, service in SERVICES]
    return contract.Statistics(
        hall=HALL,
        first_day=date(2026, 11, 23),
        last_day=date(2026, 11, 23),
        group_by=group_by,
        rows=tuple(_row(key, name, n) for n, (key, name) in enumerate(names)),
        total=_row("total", {"vi": "Tất cả", "en": "All"}, 99),
        definitions={
            "vi": "Thời gian chờ: từ lúc lấy số đến lần gọi cuối. Thời gian phục vụ: từ lúc bắt đầu đến lúc kết thúc.",
            "en": "Wait: from taking the number to the last call. Service time: from start to finish.",
        },
    )


def _row(key: str, name: contract.Words, seed: int) -> contract.StatisticsRow:
    dice = random.Random(seed)
    n = 412 if key == "total" else dice.choice((0, 4, 11, 18, 37, 52))
    p50 = dice.uniform(4, 18)
    waits = contract.Measures(
        count=n,
        mean=p50 * 1.1 if n else None,
        p50=p50 if n else None,
        p80=p50 * 1.7 if n else None,
        p90=p50 * 2.1 if n else None,
        max=p50 * 3 if n else None,
        within_target=dice.uniform(0.55, 1) if n else None,
    )
    rated = n // 3
    return contract.StatisticsRow(
        key=key,
        name=name,
        issued=n + 3,
        served=n,
        no_shows=n // 20,
        cancelled=0,
        waiting=3,
        waits=waits,
        service_times=waits.model_copy(update={"within_target": None}),
        ratings=contract.RatingMeasures(
            count=rated,
            mean=3.6 if rated else None,
            counts=(1, 2, rated // 4, rated - 3 - rated // 4) if rated else (0, 0, 0, 0),
            response_rate=rated / n if n else None,
        ),
    )


def every_topic() -> dict[str, contract.View]:
    """One living view for each screen, to look at."""
    calls = [call(f"{'ABCDE'[n % 5]}{45 - n:03}", 12 - n % 9, 100 - n) for n in range(12)]
    zone = PLAN["zones"][0]
    return {
        f"board:{HALL}": board(*calls),
        f"board:{HALL}:dau-tu": board(*calls, zone=zone["slug"], zone_name=zone["name"]),
        f"counter:{HALL}:12": desk(serving()),
        f"rating:{HALL}:12": prompt(),
        f"hall:{HALL}": hall_now(),
        "ticket:t0k3n": ticket(),
    }
