SELECT landing_path, landing_position, landed_at, payload_hash, undeclared,
  "ordered_at",
  "id",
  "mail",
  "channel",
  "price",
  "lines",
  CAST(make_timestamp(epoch_us("ordered_at")) AS DATE) AS event_date,
  CASE WHEN NOT _accepted THEN list_transform(CASE WHEN _faults IS NOT NULL AND len(_errors) > 1 THEN list_sort(_errors) ELSE _errors END, lambda _e: {'code': _e.code, 'path': _e.path, 'message': _e.message}) END AS errors,
  CASE WHEN NOT _accepted THEN _payload END AS payload,
  CASE WHEN NOT _accepted THEN _payload_bytes END AS payload_bytes,
  _strays
FROM (
  SELECT *, CASE WHEN NOT _accepted THEN flatten([
      coalesce(list_transform(_faults, lambda _f, _i: {'field': _f.field, 'rank': 0, 'at': [_i], 'code': _f.code, 'path': _f.path, 'message': _f.message}), []),
      CASE WHEN NOT (length("id") >= 3) THEN [{'field': 1, 'rank': 1, 'at': [0], 'code': 'LENGTH', 'path': 'id', 'message': 'must have at least 3 characters'}] ELSE [] END,
      CASE WHEN NOT (regexp_matches("id", '^O''[0-9]+$')) THEN [{'field': 1, 'rank': 2, 'at': [0], 'code': 'PATTERN', 'path': 'id', 'message': 'must match ^O''[0-9]+$'}] ELSE [] END,
      CASE WHEN NOT (regexp_matches("mail", '^[^@\s]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$')) THEN [{'field': 2, 'rank': 3, 'at': [0], 'code': 'FORMAT', 'path': 'mail', 'message': 'must be an e-mail address'}] ELSE [] END,
      CASE WHEN NOT (list_contains(['web', 'app'], "channel")) THEN [{'field': 3, 'rank': 4, 'at': [0], 'code': 'ENUM', 'path': 'channel', 'message': 'must be one of: web, app'}] ELSE [] END,
      CASE WHEN NOT ("price"."amount" >= CAST('0' AS DECIMAL(12, 2)) AND "price"."amount" < CAST('1000' AS DECIMAL(12, 2))) THEN [{'field': 5, 'rank': 5, 'at': [0], 'code': 'RANGE', 'path': 'price.amount', 'message': 'must be at least 0 and less than 1000'}] ELSE [] END,
      CASE WHEN NOT ("price"."cents" % CAST('5' AS BIGINT) = 0) THEN [{'field': 6, 'rank': 6, 'at': [0], 'code': 'RANGE', 'path': 'price.cents', 'message': 'must be a multiple of 5'}] ELSE [] END,
      CASE WHEN NOT (len("lines") <= 100) THEN [{'field': 7, 'rank': 7, 'at': [0], 'code': 'LENGTH', 'path': 'lines', 'message': 'must have at most 100 elements'}] ELSE [] END,
      flatten(list_transform(range(coalesce(len("lines"), 0)), lambda _i0: CASE WHEN NOT (length("lines"[_i0 + 1]."sku") <= 8) THEN [{'field': 9, 'rank': 8, 'at': [_i0], 'code': 'LENGTH', 'path': 'lines[' || CAST(_i0 AS VARCHAR) || '].sku', 'message': 'must have at most 8 characters'}] ELSE [] END)),
      CASE WHEN coalesce(len(list_filter(_faults, lambda _f: _f.code = 'MALFORMED' OR _f.field BETWEEN 2 AND 2)), 0) > 0 THEN [] ELSE CASE TRY(coalesce((channel <> 'web' or mail is not null), TRUE)) WHEN TRUE THEN [] WHEN FALSE THEN [{'field': 10, 'rank': 9, 'at': [0], 'code': 'REQUIRED', 'path': 'mail', 'message': 'is required for web'}] ELSE [{'field': 10, 'rank': 9, 'at': [0], 'code': 'RULE_FAILED', 'path': 'mail', 'message': 'the rule cannot be evaluated: web orders have a mail address'}] END END,
      CASE WHEN NOT (epoch_us(landed_at) - epoch_us("ordered_at") <= 604800000000) THEN [{'field': 11, 'rank': 10, 'at': [0], 'code': 'LATE', 'path': 'ordered_at', 'message': 'arrived more than 7d after its event time'}] ELSE [] END]) END AS _errors,
    CASE WHEN NOT _accepted THEN flatten([CASE WHEN NOT (list_contains(['web', 'app'], "channel")) THEN [{'path': 'channel', 'value': substr(CAST("channel" AS VARCHAR), 1, 100)}] ELSE [] END]) END AS _strays
  FROM (
    SELECT *, _faults IS NULL AND coalesce(length("id") >= 3
      AND regexp_matches("id", '^O''[0-9]+$')
      AND regexp_matches("mail", '^[^@\s]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$')
      AND list_contains(['web', 'app'], "channel")
      AND "price"."amount" >= CAST('0' AS DECIMAL(12, 2)) AND "price"."amount" < CAST('1000' AS DECIMAL(12, 2))
      AND "price"."cents" % CAST('5' AS BIGINT) = 0
      AND len("lines") <= 100
      AND len(list_filter("lines", lambda _e0: NOT coalesce(length(_e0."sku") <= 8, TRUE))) = 0
      AND coalesce(TRY(coalesce((channel <> 'web' or mail is not null), TRUE)), FALSE)
      AND epoch_us(landed_at) - epoch_us("ordered_at") <= 604800000000, TRUE) AS _accepted
    FROM (
      SELECT landing_path, landing_position, landed_at, _payload, _payload_bytes,
        _read.faults AS _faults, _read.undeclared AS undeclared, _read.payload_hash AS payload_hash,
        _read.value."ordered_at" AS "ordered_at",
        _read.value."id" AS "id",
        _read.value."mail" AS "mail",
        _read.value."channel" AS "channel",
        _read.value."price" AS "price",
        _read.value."lines" AS "lines"
      FROM (
        SELECT landing_path, landing_position, landed_at, payload AS _payload, payload_bytes AS _payload_bytes,
          read_record(payload, payload_bytes) AS _read
        FROM bronze
      ) AS _bronze
    ) AS _record
  ) AS _judged
) AS _told
