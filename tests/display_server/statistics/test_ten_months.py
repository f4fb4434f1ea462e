"""The reference hall's own headline comes out to the last digit, by the API and on the command line."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from display_server.hall_file.reading import read_hall_file
from display_server.statistics.headline_queries import headline_of
from display_server.store.database import connect
from display_server.store.hall import Halls
from tests.databases import SqliteDatabases
from tests.display_server.statistics import ten_months
from tests.display_server.statistics.ten_months import FIRST, LAST, TenMonths
from tests.running_server import HALL, REFERENCE_HALL, RunningServer


@dataclass(frozen=True)
class Province:
    database: str
    engine: Engine
    made: TenMonths


@pytest.fixture(scope="module")
def province(sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    database = sqlite_template.fresh(tmp_path_factory.mktemp("ten_months"))
    engine = connect(database)
    plan = read_hall_file(REFERENCE_HALL)
    Halls(engine).load(plan, actor="test")
    yield Province(database, engine, ten_months.store(engine, HALL, plan))
    engine.dispose()


def is_the_reports(told: dict[str, Any]) -> None:
    assert (told["received"], told["returned"]) == (106_651, 106_651)
    assert (told["on_time"]["share"], told["on_time"]["of"]) == (0.9636, 4_400)
    assert (told["official"]["share"], told["official"]["dossiers"]) == (0.9984, 106_651)
    assert (told["official"]["overdue"], told["official"]["dissatisfied"]) == (160, 11)
    assert (told["by_post"], told["received_elsewhere"]) == (18_204, 5_317)
    said = told["sentence"]["vi"]
    for figure in ("01/01/2018", "31/10/2018", "106.651", "96,36 %", "4.400", "99,84 %", "18.204", "5.317"):
        assert figure in said


def test_the_headline_comes_out_of_the_api(province: Province, tmp_path: Path) -> None:
    server = RunningServer(province.database, REFERENCE_HALL, tmp_path).start()
    try:
        answer = server.client("manager").get("headline", params={"from": str(FIRST), "to": str(LAST)})
    finally:
        server.stop()

    assert answer.status_code == 200
    is_the_reports(answer.json())


def test_it_comes_out_of_the_command_line(province: Province) -> None:
    command = ["headline", "--hall", HALL, "--from", str(FIRST), "--to", str(LAST), "--database", province.database]

    ran = subprocess.run([sys.executable, "-m", "display_server", *command], capture_output=True, text=True, check=True)

    told = json.loads(ran.stdout)
    is_the_reports(told)
    assert ran.stderr.strip() == told["sentence"]["vi"]


def test_every_figure_is_what_counting_one_by_one_gives(province: Province) -> None:
    told = headline_of(Halls(province.engine)[HALL], FIRST, LAST)

    dossiers, ratings = province.made.dossiers, province.made.ratings
    scores = {rating["ticket_id"]: rating["score"] for rating in ratings}
    late = {each["received_id"] for each in dossiers if each["due_on"] and each["day"] > each["due_on"]}
    displeased = {each["received_id"] or each["id"] for each in dossiers if scores.get(each["ticket_id"]) == 1}
    assert told.official.overdue + told.official.dissatisfied == len(late | displeased)
    assert len(late & displeased) == ten_months.LATE_AND_DISSATISFIED
    assert told.satisfied.count == sum(score >= 3 for score in scores.values())
    assert (told.answered.count, told.answered.of) == (len(ratings), len(province.made.tickets))
    assert told.fees == sum(each["fee"] for each in dossiers)
    assert told.charges == sum(each["charge"] for each in dossiers)
    assert {each.department: each.charge for each in told.departments} == {
        each.department: sum(one["charge"] for one in dossiers if one["department"] == each.department)
        for each in told.departments
    }
    assert not any(each.fee or each.charge for each in told.departments if not each.uses_fee_module)


def test_a_month_counts_the_dossiers_received_before_it_once_more_and_no_others(province: Province) -> None:
    first, last = FIRST.replace(month=5), FIRST.replace(month=5, day=31)

    told = headline_of(Halls(province.engine)[HALL], first, last)

    then = [each for each in province.made.dossiers if first <= each["day"] <= last]
    assert told.official.dossiers == len({each["received_id"] or each["id"] for each in then})
