SELECT landing_path, landing_position, landed_at, payload_hash, undeclared,
  "order_id",
  "ordered_at",
  "amount",
  "channel",
  "net",
  CAST(make_timestamp(epoch_us("ordered_at")) AS DATE) AS event_date,
  CASE WHEN NOT _accepted THEN coalesce(_told, list_transform(list_transform(CASE WHEN _faults IS NOT NULL AND len(_errors) > 1 THEN list_sort(_errors) ELSE _errors END, lambda _e: {'code': _e.code, 'path': _e.path, 'message': _e.message}), lambda _a: {'code': _a.code, 'path': _a.path, 'message': _a.message || CASE _version WHEN 1 THEN ' (after the upcast from version 1.0.0)' ELSE '' END})) END AS errors,
  CASE WHEN NOT _accepted THEN _payload END AS payload,
  CASE WHEN NOT _accepted THEN _payload_bytes END AS payload_bytes,
  coalesce(_stray, _strays) AS _strays,
  CASE _version WHEN 1 THEN '1.0.0' ELSE '2.0.0' END AS _contract_version
FROM (
  SELECT *, CASE WHEN NOT _accepted AND _told IS NULL THEN flatten([
      coalesce(list_transform(_faults, lambda _f, _i: {'field': _f.field, 'rank': 0, 'at': [_i], 'code': _f.code, 'path': _f.path, 'message': _f.message}), []),
      CASE WHEN NOT ("amount" >= CAST('0' AS DECIMAL(12, 2))) THEN [{'field': 2, 'rank': 1, 'at': [0], 'code': 'RANGE', 'path': 'amount', 'message': 'must be at least 0'}] ELSE [] END]) END AS _errors,
    CASE WHEN NOT _accepted AND _told IS NULL THEN CASE WHEN FALSE THEN [{'path': '', 'value': ''}] END END AS _strays
  FROM (
    SELECT *, CASE WHEN _told IS NOT NULL THEN FALSE ELSE _faults IS NULL AND coalesce("amount" >= CAST('0' AS DECIMAL(12, 2)), TRUE) END AS _accepted
    FROM (
      SELECT landing_path, landing_position, landed_at, _payload, _payload_bytes, _faults, undeclared, payload_hash, _version, _told, _stray,
        CASE _version WHEN 1 THEN _row1."order_id" ELSE _v0."order_id" END AS "order_id",
        CASE _version WHEN 1 THEN _row1."ordered_at" ELSE _v0."ordered_at" END AS "ordered_at",
        CASE _version WHEN 1 THEN _row1."amount" ELSE _v0."amount" END AS "amount",
        CASE _version WHEN 1 THEN _row1."channel" ELSE _v0."channel" END AS "channel",
        CASE _version WHEN 1 THEN _row1."net" ELSE _v0."net" END AS "net"
      FROM (SELECT landing_path, landing_position, landed_at, _payload, _payload_bytes, _faults, undeclared, payload_hash, _version, _v0,
  CASE WHEN NOT _good THEN list_transform(CASE WHEN _faults IS NOT NULL AND len(_errors) > 1 THEN list_sort(_errors) ELSE _errors END, lambda _e: {'code': _e.code, 'path': _e.path, 'message': _e.message}) WHEN len(_failed) > 0 THEN _failed ELSE _told END AS _told,
  coalesce(_strays, _stray) AS _stray,
  CASE WHEN _good AND NOT (len(_failed) > 0) THEN {'order_id': CAST("order_id" AS VARCHAR), 'ordered_at': CAST("ordered_at" AS TIMESTAMPTZ), 'amount': _s0, 'channel': 'web', 'net': _s1.v} END AS _row1
FROM (
  SELECT *,
      CASE WHEN _good THEN flatten([CASE WHEN "total" IS NOT NULL AND _s0 IS NULL THEN [{'code': 'UPCAST', 'path': 'amount', 'message': 'is made of ''total'' of version 1.0.0, whose value is no decimal(12,2)'}] ELSE [] END, CASE WHEN _s1 IS NULL THEN [{'code': 'UPCAST', 'path': 'net', 'message': 'cannot be computed from a record of version 1.0.0'}] ELSE [] END]) END AS _failed
  FROM (
    SELECT *, CASE WHEN NOT _good THEN flatten([
      coalesce(list_transform(_faults, lambda _f, _i: {'field': _f.field, 'rank': 0, 'at': [_i], 'code': _f.code, 'path': _f.path, 'message': _f.message}), [])]) END AS _errors,
      CASE WHEN NOT _good THEN CASE WHEN FALSE THEN [{'path': '', 'value': ''}] END END AS _strays,
  CASE WHEN _good THEN CASE WHEN regexp_matches("total", '^-?(0|[1-9][0-9]*)(\.[0-9]{1,2}0*)?\z') THEN TRY_CAST("total" AS DECIMAL(12, 2)) END END AS _s0,
  CASE WHEN _good THEN TRY({'v': CAST((cast(total as double) * 0.8) AS DOUBLE)}) END AS _s1
    FROM (
      SELECT *, CASE WHEN _version = 1 THEN _faults IS NULL END AS _good
      FROM (SELECT *, _v1."order_id" AS "order_id", _v1."ordered_at" AS "ordered_at", _v1."total" AS "total", _v1."legacy" AS "legacy" FROM (SELECT landing_path, landing_position, landed_at, _payload, _payload_bytes, _read.faults AS _faults,
  _read.undeclared AS undeclared, _read.payload_hash AS payload_hash, _read.version AS _version,
  CASE WHEN _read.version < 0 THEN list_transform(_read.faults, lambda _f: {'code': _f.code, 'path': _f.path, 'message': _f.message}) END AS _told, CASE WHEN FALSE THEN [{'path': '', 'value': ''}] END AS _stray,
  _read.value.v0 AS _v0, _read.value.v1 AS _v1
FROM (
  SELECT landing_path, landing_position, landed_at, payload AS _payload, payload_bytes AS _payload_bytes,
    read_record(payload, payload_bytes) AS _read
  FROM bronze
) AS _bronze) AS _layers1) AS _shown1
    ) AS _judged1
  ) AS _stepped1
) AS _upcast1) AS _brought
    ) AS _current
  ) AS _judged
) AS _listed
