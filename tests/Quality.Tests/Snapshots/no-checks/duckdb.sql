SELECT landing_path, landing_position, landed_at, payload_hash, undeclared,
  "order_id",
  "ordered_at",
  "amount",
  CAST(make_timestamp(epoch_us("ordered_at")) AS DATE) AS event_date,
  CASE WHEN NOT _accepted THEN list_transform(CASE WHEN _faults IS NOT NULL AND len(_errors) > 1 THEN list_sort(_errors) ELSE _errors END, lambda _e: {'code': _e.code, 'path': _e.path, 'message': _e.message}) END AS errors,
  CASE WHEN NOT _accepted THEN _payload END AS payload,
  CASE WHEN NOT _accepted THEN _payload_bytes END AS payload_bytes,
  _strays
FROM (
  SELECT *, CASE WHEN NOT _accepted THEN flatten([
      coalesce(list_transform(_faults, lambda _f, _i: {'field': _f.field, 'rank': 0, 'at': [_i], 'code': _f.code, 'path': _f.path, 'message': _f.message}), [])]) END AS _errors,
    CASE WHEN NOT _accepted THEN CASE WHEN FALSE THEN [{'path': '', 'value': ''}] END END AS _strays
  FROM (
    SELECT *, _faults IS NULL AS _accepted
    FROM (
      SELECT landing_path, landing_position, landed_at, _payload, _payload_bytes,
        _read.faults AS _faults, _read.undeclared AS undeclared, _read.payload_hash AS payload_hash,
        _read.value."order_id" AS "order_id",
        _read.value."ordered_at" AS "ordered_at",
        _read.value."amount" AS "amount"
      FROM (
        SELECT landing_path, landing_position, landed_at, payload AS _payload, payload_bytes AS _payload_bytes,
          read_record(payload, payload_bytes) AS _read
        FROM bronze
      ) AS _bronze
    ) AS _record
  ) AS _judged
) AS _told
