/**
 * The property names of the API that are long enough to contain a secret: those of the published
 * structures (`recovery-structures.ts`, `vapi-structures.ts`), and further ones that are read here.
 */
export const apiNames: ReadonlySet<string> = new Set([
  ...['applicable', 'archive', 'backup_password', 'boxname', 'build_number', 'cancelable'],
  ...['comment', 'comment_substring', 'completed', 'default_message', 'description', 'duration'],
  ...['enable', 'end_time', 'end_timestamp', 'error_type', 'fast_backup', 'format'],
  ...['ignore_warnings', 'localized', 'location', 'location_password', 'location_type'],
  ...['location_user', 'max_count', 'max_results', 'message', 'messages', 'minute', 'operation'],
  ...['optional', 'params', 'parent', 'password_expires_at', 'precision', 'progress'],
  ...['recurrence_info', 'retention_info', 'selected_by_default', 'service'],
  ...['sso_admin_user_name', 'sso_admin_user_password', 'sso_login_required', 'standalone'],
  ...['start_time', 'start_timestamp', 'status', 'supported', 'system_name', 'target'],
  ...['timestamp', 'version', 'version_name'],
]);
