/** Shows the diagnostics, to be read before they are copied: they become public. */
import type { Translate } from './rows';

export interface DiagnosticsPanel {
  /** Gets the diagnostics from the runtime, and shows them. */
  open(): void;
}

const prefix = 'vcenter-recovery-sidebar.diagnostics';

interface PanelOptions {
  translate: Translate;
  /** The name under which the editor finds the words: `module/set`. */
  namespace: string;
  /** Where the focus goes once the panel is closed. */
  opener: JQuery;
  onFailed(request: JQuery.jqXHR): void;
}

export function createDiagnosticsPanel(
  panel: JQuery,
  { translate, namespace, opener, onFailed }: PanelOptions,
): DiagnosticsPanel {
  const about = $('<p id="vcenter-sidebar-diagnostics-about">').text(translate(`${prefix}.about`));
  const text = $('<textarea readonly rows="12" spellcheck="false">').attr({
    'aria-label': translate(`${prefix}.text`),
    'aria-describedby': 'vcenter-sidebar-diagnostics-about', // cspell:ignore describedby
  });
  const copy = $('<button type="button" class="red-ui-button red-ui-button-small">')
    .text(translate(`${prefix}.copy`))
    .on('click', () => {
      // Takes a key: it looks the text up itself. `navigator.clipboard` is missing on plain http.
      RED.clipboard.copyText(String(text.val()), copy, `${namespace}:${prefix}.copied`);
    });
  const close = $('<button type="button" class="red-ui-button red-ui-button-small">')
    .text(translate(`${prefix}.close`))
    .on('click', () => {
      panel.hide();
      opener.trigger('focus');
    });
  panel.hide().append(about, text, $('<div>').append(copy, ' ', close));
  return {
    open() {
      $.ajax({ url: 'vcenter-recovery/diagnostics', dataType: 'json', cache: false }).then(
        (answer: { text: string }) => {
          text.val(answer.text);
          panel.show();
          copy.trigger('focus');
        },
        (request: JQuery.jqXHR) => onFailed(request),
      );
    },
  };
}
