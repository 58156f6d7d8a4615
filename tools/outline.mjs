#!/usr/bin/env node
// The outline of a country as a `[[map.area]]`, from Natural Earth (public domain) as the npm package world-atlas
// brings it. Run by hand when a map needs another outline, so that nobody else downloads eight megabytes:
//   npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//   node tools/outline.mjs package/countries-10m.json 116 0.02     file, ISO number of the country, tolerance in degrees
import { readFileSync } from 'node:fs';

const [file, country, tolerance] = process.argv.slice(2);
const world = JSON.parse(readFileSync(file, 'utf8'));
const { scale, translate } = world.transform;

/** An arc as longitudes and latitudes; a negative number names one that runs backwards. */
function arc(index) {
  const points = [];
  let [x, y] = [0, 0];
  for (const [dx, dy] of world.arcs[index < 0 ? ~index : index]) {
    [x, y] = [x + dx, y + dy];
    points.push([x * scale[0] + translate[0], y * scale[1] + translate[1]]);
  }
  return index < 0 ? points.reverse() : points;
}

/** Douglas and Peucker: what lies nearer to the line than the tolerance is left out. */
function simplified(points, most) {
  if (points.length < 3) return points;
  const [[ax, ay], [bx, by]] = [points[0], points.at(-1)];
  const length = Math.hypot(bx - ax, by - ay);
  const away = ([x, y]) => (length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length);
  const far = points.reduce((best, point, index) => (away(point) > away(points[best]) ? index : best), 0);
  if (away(points[far]) <= most) return [points[0], points.at(-1)];
  return [...simplified(points.slice(0, far + 1), most).slice(0, -1), ...simplified(points.slice(far), most)];
}

const { geometries } = world.objects.countries;
const { type, arcs } = geometries.find((it) => it.id === country);
const polygons = type === 'Polygon' ? [arcs] : arcs;
const ring = (indices) => indices.flatMap((index, place) => arc(index).slice(place ? 1 : 0));
// The mainland: small islands would be dots at this scale.
const main = polygons.map(([outer]) => ring(outer)).sort((a, b) => b.length - a.length)[0];
const half = Math.floor(main.length / 2);
const outline = [...simplified(main.slice(0, half + 1), Number(tolerance)).slice(0, -1), ...simplified(main.slice(half), Number(tolerance))];
console.log(`points = [${outline.map((point) => `[${point.map((it) => it.toFixed(2)).join(', ')}]`).join(', ')}]`);
