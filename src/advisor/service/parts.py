"""What a running service is made of, handed to its channels."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.records.answers import AnswerRecords
from advisor.records.database import Database
from advisor.records.events import SeenEvents
from advisor.records.feedback import FeedbackRecords
from advisor.records.keys import KeyRecords
from advisor.records.sessions import SessionRecords
from advisor.records.statistics import StatisticsRecords
from advisor.records.switches import SwitchRecords
from advisor.service.desk import Desk
from advisor.service.library import Library
from advisor.service.limits import Gate
from advisor.service.live_index import LiveIndex
from advisor.service.observers import Observers
from advisor.service.upkeep import Upkeep
from advisor.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """One for each process; threads share it."""

    settings: Settings
    live: LiveIndex
    desk: Desk
    library: Library
    database: Database
    answers: AnswerRecords
    feedback: FeedbackRecords
    events: SeenEvents
    keys: KeyRecords
    switches: SwitchRecords
    gate: Gate
    upkeep: Upkeep
    sessions: SessionRecords
    statistics: StatisticsRecords
    observers: Observers  # of the questions that the desk is handed
