"""The floor: a bare FastAPI route that does one pooled INSERT. ``python -m bench.floor PORT CONNINFO``."""

import sys
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from psycopg_pool import ConnectionPool
from pydantic import BaseModel

TABLE = "CREATE TABLE IF NOT EXISTS floor (id bigserial PRIMARY KEY, title text, body text)"
INSERT = "INSERT INTO floor (title, body) VALUES (%s, %s) RETURNING id"


class Message(BaseModel):
    title: str
    text: str


def app(conninfo: str) -> FastAPI:
    pool = ConnectionPool(conninfo, min_size=8, max_size=8, open=False)

    @asynccontextmanager
    async def lifespan(_: FastAPI):
        pool.open(wait=True)
        with pool.connection() as conn:
            conn.execute(TABLE)
        yield
        pool.close()

    bare = FastAPI(lifespan=lifespan)

    @bare.post("/floor", status_code=201)
    def insert(message: Message) -> dict[str, int]:
        with pool.connection() as conn:
            row = conn.execute(INSERT, (message.title, message.text)).fetchone()
        return {"id": row[0]}

    return bare


if __name__ == "__main__":
    uvicorn.run(app(sys.argv[2]), port=int(sys.argv[1]), log_level="warning", access_log=False)
