/** What the debug nodes show that stand where a person puts an e-mail node. */
interface Mail {
  subject: string;
  body: string;
}

/** @throws Error if the text has no subject. */
export function readMail(text: string): Mail {
  const [, subject, body] = /^Subject: ([^\n]*)\n\n(.*)$/s.exec(text) ?? [];
  if (subject === undefined || body === undefined) throw new Error(`There is no subject: ${text}`);
  return { subject, body };
}
