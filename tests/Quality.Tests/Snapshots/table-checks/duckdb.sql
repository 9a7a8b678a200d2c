SELECT count(*) AS row_count,
  count(CASE WHEN "day" IS NOT NULL OR "country" IS NOT NULL THEN 1 END) - count(DISTINCT CASE WHEN "day" IS NOT NULL OR "country" IS NOT NULL THEN {'c0': "day", 'c1': "country"} END) AS measured_0,
  count(*) AS measured_1,
  count(*) - count("day") AS measured_2,
  count(CASE WHEN "country" IS NULL OR CAST("country" AS VARCHAR) IN ('', 'N/A') OR "country" IN (0) THEN 1 END) AS measured_3,
  count(CASE WHEN "country" IS NOT NULL AND (NOT (CAST("country" AS VARCHAR) IN ('DE', 'FR')) OR NOT regexp_matches(CAST("country" AS VARCHAR), '^[A-Z]{2}$')) THEN 1 END) AS measured_4,
  count("day") - count(DISTINCT "day") AS measured_5
FROM staged;

SELECT CAST((select max(revenue) from (SELECT * FROM staged)) AS DECIMAL(28, 9)) AS measured
