/**
 * Copies the diagnostics, and shows what was copied: it becomes public, so people have to read it
 * before they paste it.
 */
import type { Translate } from './rows';

export interface DiagnosticsPanel {
  /** Gets the diagnostics from the runtime, copies and shows them. */
  copy(): void;
}

const prefix = 'vcenter-recovery-sidebar.diagnostics';

interface PanelOptions {
  translate: Translate;
  /** The name under which the editor finds the words: `module/set`. */
  namespace: string;
  /** The button that was pressed, where the focus goes once the panel is closed. */
  opener: JQuery;
  onFailed(request: JQuery.jqXHR): void;
}

export function createDiagnosticsPanel(
  panel: JQuery,
  { translate, namespace, opener, onFailed }: PanelOptions,
): DiagnosticsPanel {
  const said = $('<p role="status">');
  const about = $('<p id="vcenter-sidebar-diagnostics-about">').text(translate(`${prefix}.about`));
  const text = $('<textarea readonly rows="8" spellcheck="false">').attr({
    'aria-label': translate(`${prefix}.text`),
    'aria-describedby': 'vcenter-sidebar-diagnostics-about', // cspell:ignore describedby
  });
  const button = (key: string) =>
    $('<button type="button" class="red-ui-button red-ui-button-small">').text(translate(key));

  /** Browsers refuse it without a recent press: some of them once the answer has arrived. */
  function copyText(beside: JQuery): boolean {
    // Takes a key: it looks the text up itself. `navigator.clipboard` is missing on plain http.
    const key = `${namespace}:${prefix}.copied`;
    const isCopied = RED.clipboard.copyText(String(text.val()), beside, key);
    said.text(translate(`${prefix}.${isCopied ? 'isCopied' : 'isNotCopied'}`));
    return isCopied;
  }

  function close(): void {
    panel.hide();
    opener.trigger('focus');
  }

  const again = button(`${prefix}.copy`).on('click', () => void copyText(again));
  const closing = button(`${prefix}.close`).on('click', close);
  panel
    .hide()
    .append(said, about, $('<div>').append(again, ' ', closing), text)
    .on('keydown', ({ key }) => {
      if (key === 'Escape') close();
    });
  return {
    copy() {
      $.ajax({ url: 'vcenter-recovery/diagnostics', dataType: 'json', cache: false }).then(
        (answer: { text: string }) => {
          text.val(answer.text).scrollTop(0);
          panel.show();
          if (!copyText(opener)) again.trigger('focus');
        },
        (request: JQuery.jqXHR) => onFailed(request),
      );
    },
  };
}
