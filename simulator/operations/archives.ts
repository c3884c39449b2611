import { archiveInfo, archiveSummary, archivesAt } from '../backups/archives';
import { locationUrl } from '../backups/locations';
import { notFound } from '../protocol/faults';
import { identity } from '../protocol/identity';
import { type OperationTable, withBody } from './operation';
import { archiveSearchBody, locationBody } from './request-bodies';

/** How many archives are returned by default, according to the specification. */
const defaultMaximum = 128;

export const archiveOperations: OperationTable<
  'backup.system-name.list' | 'backup.system-name.archives.list' | 'backup.system-name.archives.get'
> = {
  'backup.system-name.list': withBody(locationBody, ({ backups }, _call, { location }) =>
    archivesAt(backups, location).length > 0
      ? { value: [identity.name] }
      : notFound('location', locationUrl(location)),
  ),
  'backup.system-name.archives.list': withBody(
    archiveSearchBody,
    ({ backups }, { parameters }, { loc_spec: { location }, filter_spec: filter }) => {
      const archives = archivesAt(backups, location, parameters.system_name);
      if (archives.length === 0) return notFound('location', locationUrl(location));
      const { start_timestamp: from, end_timestamp: to, comment_substring: words = '' } = filter;
      const found = archives
        .filter(({ start }) => from === undefined || start >= Date.parse(from))
        .filter(({ start }) => to === undefined || start <= Date.parse(to))
        .filter(({ order }) => order.comment.includes(words))
        .slice(-(filter.max_results ?? defaultMaximum));
      return { value: found.map(archiveSummary) };
    },
  ),
  'backup.system-name.archives.get': withBody(
    locationBody,
    ({ backups }, { parameters: { archive = '', system_name: system } }, { location }) => {
      const infos = archivesAt(backups, location, system).map(archiveInfo);
      const value = infos.find((info) => info.location.endsWith(`/${archive}`));
      return value === undefined ? notFound('archive', archive) : { value };
    },
  ),
};
