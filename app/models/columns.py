"""Annotations that the tables share, so that a column reads as what it holds."""

from datetime import date, datetime, time
from typing import Annotated

from sqlalchemy import Boolean, Date, ForeignKey, Integer, LargeBinary, Time, false
from sqlalchemy.orm import mapped_column

from app.db import HumanText, HumanWords, MachineText, TextPolicy, UtcDateTime
from app.domain.vocabulary import Words

Id = Annotated[int, mapped_column(Integer, primary_key=True)]
Count = Annotated[int, mapped_column(Integer)]
Flag = Annotated[bool, mapped_column(Boolean, server_default=false())]
Key = Annotated[str, mapped_column(MachineText)]
UniqueKey = Annotated[str, mapped_column(MachineText, unique=True)]
Name = Annotated[str, mapped_column(HumanText(TextPolicy.NUMBERS))]
UniqueName = Annotated[str, mapped_column(HumanText(TextPolicy.NUMBERS), unique=True)]
Prose = Annotated[str, mapped_column(HumanText(TextPolicy.NARRATIVE))]
BothWords = Annotated[Words, mapped_column(HumanWords)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Day = Annotated[date, mapped_column(Date)]
Clock = Annotated[time, mapped_column(Time)]
Digest = Annotated[bytes, mapped_column(LargeBinary(32))]

HelsefellesskapId = Annotated[int, mapped_column(ForeignKey("helsefellesskap.id"))]
PartyId = Annotated[int, mapped_column(ForeignKey("parties.id"))]
UnitId = Annotated[int, mapped_column(ForeignKey("units.id"))]
UserId = Annotated[int, mapped_column(ForeignKey("users.id"))]
CaseId = Annotated[int, mapped_column(ForeignKey("cases.id"))]
