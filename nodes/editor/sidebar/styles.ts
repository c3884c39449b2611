/** The sidebar's own rules. All colors are variables of the editor's theme. */
export const styles = `
.vcenter-sidebar { height: 100%; overflow-y: auto; container-type: inline-size; }
.vcenter-sidebar > .red-ui-sidebar-header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 6px; justify-content: flex-end; white-space: normal; }
.vcenter-sidebar button.red-ui-sidebar-header-button { border: 1px solid var(--red-ui-form-input-border-color); }
.vcenter-sidebar-state { padding: 6px 10px; display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; color: var(--red-ui-secondary-text-color); }
.vcenter-sidebar-filter { padding: 0 10px 6px; }
.vcenter-sidebar .vcenter-sidebar-filter input { width: 100%; height: 28px; box-sizing: border-box; margin: 0; font-size: 13px; }
.vcenter-sidebar-panel { padding: 8px 10px; font-size: 13px; line-height: 1.4; border-bottom: 1px solid var(--red-ui-secondary-border-color); color: var(--red-ui-primary-text-color); }
.vcenter-sidebar-panel p { margin: 0 0 6px; }
.vcenter-sidebar .vcenter-sidebar-panel textarea { margin: 8px 0 0; line-height: 1.4; width: 100%; box-sizing: border-box; font-family: var(--red-ui-monospace-font, monospace); font-size: 11px; resize: vertical; color: var(--red-ui-form-text-color); background: var(--red-ui-form-input-background); }
.vcenter-sidebar ul { list-style: none; margin: 0; padding: 0; }
.vcenter-sidebar .vcenter-sidebar-card { padding: 7px 10px; font-size: 13px; line-height: 1.4; border-top: 1px solid var(--red-ui-secondary-border-color); color: var(--red-ui-primary-text-color); overflow-wrap: anywhere; }
.vcenter-sidebar-head, .vcenter-sidebar-line { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 10px; }
.vcenter-sidebar-title { display: flex; align-items: baseline; gap: 6px; max-width: 100%; }
.vcenter-sidebar-line { font-size: 12px; color: var(--red-ui-secondary-text-color); }
.vcenter-sidebar-dot { flex: none; display: inline-block; width: 9px; height: 9px; border-radius: 50%; }
.vcenter-sidebar dd .vcenter-sidebar-dot { width: 7px; height: 7px; }
.vcenter-sidebar dd .vcenter-sidebar-text { flex: auto; min-width: 0; }
.vcenter-sidebar-badge { margin-left: auto; text-align: right; color: var(--red-ui-secondary-text-color); }
.vcenter-sidebar .vcenter-sidebar-link { background: none; border: none; padding: 0; margin: 0; font: inherit; color: inherit; text-decoration: underline; cursor: pointer; text-align: left; overflow-wrap: anywhere; }
.vcenter-sidebar-link:focus-visible { outline: 2px solid var(--red-ui-form-input-focus-color); outline-offset: 1px; }
.vcenter-sidebar .vcenter-sidebar-name { min-width: 0; font-weight: bold; text-decoration: none; }
.vcenter-sidebar .vcenter-sidebar-name:hover { text-decoration: underline; }
.vcenter-sidebar dl { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: 1px 10px; margin: 3px 0 0; }
.vcenter-sidebar dt, .vcenter-sidebar dd { line-height: inherit; }
.vcenter-sidebar dt { font-weight: normal; color: var(--red-ui-secondary-text-color); }
.vcenter-sidebar dd { margin: 0; display: flex; align-items: baseline; gap: 0 5px; }
.vcenter-sidebar dd .vcenter-sidebar-seen { flex: none; max-width: 45%; text-align: right; }
.vcenter-sidebar-seen { color: var(--red-ui-secondary-text-color); font-size: 0.9em; }
.vcenter-sidebar .vcenter-sidebar-users { margin: 2px 0 2px 15px; }
@container (max-width: 230px) {
  .vcenter-sidebar dl { display: block; }
  .vcenter-sidebar dd { margin: 0 0 2px 8px; }
}
`;
