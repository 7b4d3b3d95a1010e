//! The ways in which a file is no list at all, in one table.

use super::Unreadable;

macro_rules! refusals {
    ($($refusal:ident $code:literal $ja:literal $en:literal;)*) => {
        /// Why a file is refused; the variants are the rows of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Refusal { $($refusal),* }

        /// Every code an [`Unreadable`] may carry, with its text in Japanese and English.
        pub fn refusals() -> &'static [(&'static str, &'static str, &'static str)] {
            &[$(($code, $ja, $en)),*]
        }

        impl Refusal {
            fn row(self) -> (&'static str, &'static str, &'static str) {
                match self { $(Self::$refusal => ($code, $ja, $en)),* }
            }
        }
    };
}

refusals! {
    EmptyFile "empty_file"
        "ファイルが空です。一覧の入ったファイルを選んでください。"
        "The file is empty. Choose the file that holds the list.";
    NotASheet "not_a_sheet"
        "一覧の表として読めないファイルです。Excel（.xlsx）かCSVで保存して選び直してください。"
        "The file is no spreadsheet. Save the list as .xlsx or CSV and choose that.";
    Encrypted "encrypted"
        "パスワードのついたブックです。パスワードを外して保存し直してください。"
        "The workbook is protected by a password. Take the password off and save it again.";
    Damaged "damaged"
        "ファイルがこわれているか、途中で切れています。Excelで開いて保存し直してください。"
        "The file is damaged or cut short. Open it in Excel and save it again.";
    TooLarge "too_large"
        "ファイルが大きすぎます。一覧のシートだけにして保存し直してください。"
        "The file is too large. Save it with the sheet of the list alone.";
    TooManyRows "too_many_rows"
        "行が多すぎます。区域ごとに分けて送ってください。"
        "There are too many rows. Send the list in parts.";
    TooManyColumns "too_many_columns"
        "列が多すぎます。使っていない列を消して保存し直してください。"
        "There are too many columns. Delete those not in use and save again.";
    NoKnownHeading "no_known_heading"
        "見出しの行に「薬局名」が見つかりません。1行に1薬局の表にして、見出しに「薬局名」「所在地」「電話番号」「開局時間」を入れてください。"
        "No row of headings with 薬局名 (the pharmacy's name) was found. Give the table one pharmacy a row and the headings 薬局名, 所在地, 電話番号, 開局時間.";
    SideBySide "side_by_side"
        "1行に薬局が2つ並んでいるようです（「薬局名」などの列が2組あります）。1行に1薬局の表にして保存し直してください。"
        "Two pharmacies seem to stand side by side in one row: the columns come twice. Give each pharmacy a row of its own and save again.";
    HeadingsChange "headings_change"
        "表の途中で見出しの並びが変わっています。下の表を別のシートに移すか、上の表と同じ並びにそろえて保存し直してください。"
        "The headings change inside the table. Move the lower table to a sheet of its own, or give it the columns of the upper one, and save again.";
    ShiftedColumns "shifted_columns"
        "見出しと中身の列がずれているようです。見出しの行を確かめて、列をそろえてください。"
        "The columns seem to be shifted against their headings. Check the row of headings and line them up.";
    NoUsableRow "no_usable_row"
        "使える行が1つもありません。"
        "Not one row can be used.";
}

impl Unreadable {
    /// A refusal as the table words it.
    pub(super) fn new(refusal: Refusal) -> Self {
        let (code, ja, en) = refusal.row();
        Self { code, ja: ja.to_owned(), en: en.to_owned() }
    }

    /// The same, with what was found in this file.
    pub(super) fn because(mut self, ja: &str, en: &str) -> Self {
        self.ja.push_str(ja);
        self.en.push(' ');
        self.en.push_str(en);
        self
    }
}
