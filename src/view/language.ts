/** What texts and pictures are told in: English, or Chinese in simplified characters. */
export type Language = "en" | "zh";
