/** The backups of an appliance that makes one every day, as far as a monitor reads them. */

const day = 86_400_000;
const build = '23319993';

export interface PastBackups {
  /** The body of the list of ids. */
  readonly list: string;
  readonly schedules: string;
  /** The body of the details of these backups; those that do not exist are left out. */
  details(ids: readonly string[]): string;
}

/** YYYYMMDD-hhmmss-build, as an appliance calls a backup. */
function idOf(time: number): string {
  const [date = '', clock = ''] = new Date(time).toISOString().split(/[T.]/);
  return `${date.replaceAll('-', '')}-${clock.replaceAll(':', '')}-${build}`;
}

function detailsOf(time: number) {
  const message = (id: string, text: string) => ({
    id: `com.vmware.appliance.backup.${id}`,
    default_message: text,
    args: [],
    localized: text,
  });
  return {
    description: message('description', 'Scheduled backup'),
    service: 'com.vmware.appliance.recovery.backup.job',
    operation: 'create',
    type: 'SCHEDULED',
    status: 'SUCCEEDED',
    cancelable: false,
    location: `sftp://backup.lab.example/vc/vCenter/sn_vc-a.lab.example/S_8.0.2.00100_${time}`,
    location_user: 'svc-backup',
    messages: [],
    progress: {
      ...{ total: 100, completed: 100 },
      message: message('completed', 'The backup is complete.'),
    },
    build: { version_name: '8.0 U2', version: '8.0.2.00100', build_number: build },
    fast_backup: false,
    size: 1_897_102_336,
    duration: 60,
    start_time: new Date(time).toISOString(),
    end_time: new Date(time + 60_000).toISOString(),
  };
}

/**
 * The last one began half a day ago, and the next is due in half a day: nothing changes while it is
 * measured.
 */
export function pastBackups(count: number, now: number): PastBackups {
  const hour = 3_600_000;
  const last = Math.floor(now / hour) * hour - day / 2;
  const times = Array.from({ length: count }, (_, index) => last - index * day);
  const known = new Map(times.map((time) => [idOf(time), time]));
  const schedule = {
    parts: ['seat'],
    ...{ location: 'sftp://backup.lab.example/vc', location_user: 'svc-backup' },
    ...{ enable: true, fast_backup: false, retention_info: { max_count: count } },
    recurrence_info: { days: [], hour: new Date(last).getUTCHours(), minute: 0 },
  };
  return {
    list: JSON.stringify([...known.keys()]),
    schedules: JSON.stringify({ default: schedule }),
    details: (ids) =>
      JSON.stringify(
        Object.fromEntries(
          ids.flatMap((id) => {
            const time = known.get(id);
            return time === undefined ? [] : [[id, detailsOf(time)]];
          }),
        ),
      ),
  };
}
