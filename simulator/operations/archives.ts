import type { OperationTable } from '../appliance/call';
import { archivesAt, infoOf, summaryOf } from '../backups/archives';
import { placeOf } from '../backups/locations';
import { noSuch } from '../protocol/faults';
import { identity } from '../protocol/identity';
import { readArchiveSearch, readPlace } from './request-bodies';

/** How many archives are told of where nobody says how many, by the specification. */
const usualMaximum = 128;

export const archiveOperations: OperationTable<
  'backup.system-name.list' | 'backup.system-name.archives.list' | 'backup.system-name.archives.get'
> = {
  'backup.system-name.list': ({ backups }, { input }) => {
    const place = readPlace(input);
    if ('fault' in place) return place;
    const { location } = place.value;
    if (archivesAt(backups, location).length > 0) return { value: [identity.name] };
    return { fault: noSuch('location', placeOf(location)) };
  },
  'backup.system-name.archives.list': ({ backups }, { input, parameters }) => {
    const search = readArchiveSearch(input);
    if ('fault' in search) return search;
    const { loc_spec: place, filter_spec: filter } = search.value;
    const archives = archivesAt(backups, place.location, parameters.system_name);
    if (archives.length === 0) return { fault: noSuch('location', placeOf(place.location)) };
    const { start_timestamp: from, end_timestamp: to, comment_substring: words = '' } = filter;
    const found = archives
      .filter(({ start }) => from === undefined || start >= Date.parse(from))
      .filter(({ start }) => to === undefined || start <= Date.parse(to))
      .filter(({ order }) => order.comment.includes(words))
      .slice(-(filter.max_results ?? usualMaximum));
    return { value: found.map(summaryOf) };
  },
  'backup.system-name.archives.get': ({ backups }, { input, parameters }) => {
    const place = readPlace(input);
    if ('fault' in place) return place;
    const { archive: name = '', system_name: system } = parameters;
    const archives = archivesAt(backups, place.value.location, system);
    const value = archives.map(infoOf).find(({ location }) => location.endsWith(`/${name}`));
    return value === undefined ? { fault: noSuch('archive', name) } : { value };
  },
};
