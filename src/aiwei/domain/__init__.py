"""Words, facts and rules. Pure: no clock, no database, no network; standard library and pydantic only."""
