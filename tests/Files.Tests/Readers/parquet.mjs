// node parquet.mjs MODULES FILE.parquet: the columns, the metadata and the first and last row by hyparquet, as JSON.
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import(pathToFileURL(`${modules}/hyparquet/src/node.js`));
const buffer = await asyncBufferFromFile(file);
const metadata = await parquetMetadataAsync(buffer);
const rows = await parquetReadObjects({ file: buffer });
const text = (_, value) => (typeof value === "bigint" ? Number(value) : value);
console.log(
  JSON.stringify(
    {
      columns: metadata.schema.slice(1).map((column) => [column.name, column.type]),
      metadata: metadata.key_value_metadata,
      count: rows.length,
      first: rows[0],
      last: rows.at(-1),
    },
    text,
  ),
);
