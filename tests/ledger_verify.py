#!/usr/bin/env python3
"""Verifies a Gishe ledger on SQLite from its written format alone (src/platform/ledger/README.md).

Usage: ledger_verify.py gishe.db      exit 0 and a summary when it is good, exit 1 and the first fault when not.
Checks the chains, the columns beside each line, the heads and the texts of the checkpoints. Signatures are checked by
`gishe ledger verify`, or by any Ed25519 tool over the checkpoint's text: Python's standard library has none.
"""
import hashlib
import json
import sqlite3
import sys
import uuid

ZERO = bytes(32)


def sha256(content):
    return hashlib.sha256(content).digest()


def id_text(column):
    return str(uuid.UUID(bytes=column)) if column is not None else ""


def walk_lane(db, lane, hashes):
    seq, prev = 0, ZERO
    rows = db.execute("SELECT seq, at, municipality, subject, account_id, body, prev, hash FROM ledger "
                      "WHERE lane = ? ORDER BY seq", (lane,))
    for row_seq, at, municipality, subject, account, body, row_prev, row_hash in rows:
        seq += 1
        where = f"lane {lane}, line {seq}"
        if row_seq != seq:
            return seq, prev, f"{where}: missing"
        if row_prev != prev:
            return seq, prev, f"{where}: does not follow the line before"
        prev = sha256(b"audit-v1\0" + seq.to_bytes(8, "big") + prev + sha256(body.encode()))
        if row_hash != prev:
            return seq, prev, f"{where}: the hash does not follow from its content"
        said = json.loads(body)
        beside = (lane, at, municipality, id_text(subject), id_text(account))
        if (said["lane"], said["at"], said["municipality"], said["subject"], said["account"]) != beside:
            return seq, prev, f"{where}: the columns beside its content say something else"
        hashes[lane, seq] = prev
    return seq, prev, None


def walk_checkpoints(db, hashes):
    previous, count = "", 0
    for seq, body in db.execute("SELECT seq, body FROM ledger_checkpoint ORDER BY seq"):
        count += 1
        lines = body.splitlines()
        if lines[:2] != ["gishe ledger checkpoint 1", f"seq {count}"] or seq != count:
            return count, f"checkpoint {count}: not a checkpoint of this number"
        if lines[3] != "previous " + sha256(previous.encode()).hex():
            return count, f"checkpoint {count}: does not follow the one before"
        for line in lines[4:]:
            _, lane, _, at_seq, _, hash_hex = line.split()
            if int(at_seq) and hashes.get((int(lane), int(at_seq)), b"").hex() != hash_hex:
                return count, f"checkpoint {count}: lane {lane}, line {at_seq} is gone or differs"
        previous = body
    return count, None


def main(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.execute("BEGIN")
    hashes, fault = {}, None
    for lane, head_seq, head_hash in db.execute("SELECT lane, seq, hash FROM ledger_head ORDER BY lane").fetchall():
        seq, last, fault = walk_lane(db, lane, hashes)
        if not fault and (seq, last) != (head_seq, head_hash):
            fault = f"lane {lane}, line {seq}: the lane ends here, but its head says {head_seq}"
        if fault:
            break
        print(f"lane {lane}: {seq} lines, last {last.hex()}")
    checkpoints = 0
    if not fault:
        checkpoints, fault = walk_checkpoints(db, hashes)
    print(fault or f"good: {len(hashes)} lines, {checkpoints} checkpoints")
    return 1 if fault else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
