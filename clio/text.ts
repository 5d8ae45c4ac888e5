/** Without halves of characters: an emoji that was cut in the middle cannot be sent. */
export const whole = (text: string): string => text.replace(/[\ud800-\udfff]/gu, '');
