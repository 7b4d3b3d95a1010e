//! Headings of everything but service questions, folded by [`fold::heading`](crate::intake::fold::heading), blanks between them.

use crate::{
    directory::Field,
    intake::meaning::{Meaning, Table},
};

/// Headings that mean one thing wherever they stand.
pub(super) const FIELDS: &[(Meaning, &str)] = &[
    (Meaning::Number, "no no. 番号 連番 項番 通番 通し番号 # renban row 使えなかった理由"),
    (Meaning::OwnId, "夜薬id yoruyaku_id pharmacy_id"),
    (
        Meaning::Field(Field::Name),
        "薬局名 薬局名称 名称 薬局の名称 薬局等名称 薬局等の名称 保険薬局名 保険薬局名称 施設名 施設名称 事業所名 医療機関名 医療機関名称 \
         店舗名 店名 薬局 調剤薬局名 正式名称 name post_title pharmacy pharmacyname \
         pharmacy_name",
    ),
    (
        Meaning::Field(Field::NameKana),
        "フリガナ ふりがな カナ かな 薬局名カナ 薬局名フリガナ 薬局名ふりがな 薬局名かな 名称カナ 名称_カナ 名称フリガナ 名称ふりがな \
         カナ名称 name_kana namekana kana",
    ),
    (
        Meaning::Field(Field::PharmacyCode),
        "保険薬局コード 保険薬局コード医療機関コード 薬局コード 医療機関コード 医療機関番号 機関コード 指定番号 保険薬局番号 \
         保険医療機関コード 保険医療機関番号 医療機関等コード 薬局番号 pharmacy_code pharmacycode",
    ),
    (
        Meaning::Field(Field::Membership),
        "会員区分 会員非会員 会員 会員種別 会員の別 会員状況 所属 membership is_member 会員か否か",
    ),
    (Meaning::Field(Field::PostalCode), "郵便番号 〒 郵便 postal_code postalcode zip custom_postalcode"),
    (
        Meaning::Field(Field::Address),
        "所在地 住所 薬局所在地 薬局住所 所在地市区町村以降 薬局の所在地 所在地_連結表記 施設所在地 所在地住所 所在地町名番地 \
         address custom_address",
    ),
    (Meaning::Prefecture, "都道府県 都道府県名 prefecture pref tax_todofuken 所在地_都道府県 県名"),
    (
        Meaning::Municipality,
        "市区町村 市区町村名 所在地_市区町村 municipality city custom_address_city 区市町村 市町村 \
         市町村名",
    ),
    (Meaning::Building, "方書 建物名 建物名等 建物 ビル名 building"),
    (Meaning::Latitude, "緯度 所在地座標緯度 latitude lat position_lat position.lat 北緯"),
    (Meaning::Longitude, "経度 所在地座標経度 longitude lon lng position_lon position.lon 東経"),
    (Meaning::PositionLevel, "位置レベル position_level position.level"),
    (Meaning::TownLevel, "geo_level"),
    (
        Meaning::Field(Field::Phone),
        "連絡先電話番号開局時間中 連絡先電話番号開局時間内 電話番号 電話 tel 連絡先 連絡先電話番号 開局時間内連絡先 開局時間中連絡先 \
         開局時間中の連絡先 開局時間内の連絡先 電話番号開局時間内 電話番号開局時間中 薬局電話番号 薬局の電話番号 代表電話 代表電話番号 \
         tel番号 ℡ 昼間の電話番号 平日昼間の連絡先 phone telephone custom_phone 連絡先tel",
    ),
    (
        Meaning::Field(Field::AfterHoursPhone),
        "時間外連絡先 時間外連絡先電話 時間外連絡先電話番号 時間外の電話番号 時間外電話番号 時間外電話 時間外の連絡先 夜間休日連絡先 \
         夜間休日の連絡先 休日夜間連絡先 夜間連絡先 緊急連絡先 緊急時連絡先 緊急時の連絡先 緊急時電話番号 開局時間外連絡先 開局時間外の連絡先 \
         開局時間外の電話番号 連絡先電話番号開局時間外 電話番号開局時間外 夜間休日電話番号 夜間休日案内用電話 夜間休日案内用電話番号 \
         時間外tel 緊急電話 携帯電話 after_hours_phone custom_emergency_contact_phone",
    ),
    (Meaning::Field(Field::Fax), "fax番号 fax ファックス ファクス ファックス番号 ファクシミリ custom_fax"),
    (
        Meaning::Field(Field::Email),
        "メールアドレス email e-mail mail メール eメール 電子メール 電子メールアドレス 連絡先メールアドレス",
    ),
    (
        Meaning::Field(Field::Url),
        "ホームページ hp url ホームページアドレス ホームページurl hpアドレス hpurl 薬局のホームページアドレス webサイト \
         ウェブサイト website",
    ),
    (
        Meaning::Hours(Table::Opening),
        "開局時間 開局等時間 営業時間 開店時間 開局日時 開局日開局時間 開局日及び開局時間 開局日時間 対応できる日時 対応可能日時 営業日時 \
         開局曜日時間 診療時間 hours opening_hours openinghours custom_openinghours",
    ),
    (
        Meaning::Hours(Table::HomeVisit),
        "在宅患者に対応可能な時間帯 在宅対応時間 在宅対応可能時間 在宅対応可能な時間帯 在宅患者対応可能時間帯 在宅の対応時間 在宅対応時間帯 \
         home_visit_hours",
    ),
    (
        Meaning::Field(Field::Remarks),
        "備考 特記事項 注意事項 その他特記事項 備考欄 摘要 コメント 連絡事項 診療日時特記事項 remarks note notes",
    ),
    (Meaning::StruckOff, "削除日 廃止日 廃止年月日 取消日 削除年月日 廃業日 struck_off removed_on"),
    (
        Meaning::ValidOn,
        "更新日 最終更新日 更新年月日 最終更新年月日 情報更新日 データ更新日 更新日時 最終更新日時 最終更新 確認日 最終確認日 確認年月日 回答日 \
         回答年月日 記入日 基準日 現在日 valid_at updated_at updated_on last_updated last_confirmed",
    ),
    (
        Meaning::Addons,
        "届出 加算 届出加算 加算届出 加算等 加算の届出 加算の届出状況 届出状況 届出事項 届出項目 届出区分 施設基準 施設基準等 施設基準の届出 \
         施設基準の届出状況 施設基準届出状況 算定加算 算定している加算 受理届出名称 届出認定 届出加算認定 addons",
    ),
    (
        Meaning::ClosingDays,
        "定休日 定休 定休日等 定休曜日 休業日 休業曜日 休店日 店休日 休局日 閉局日 閉店日 休み お休み closing_days",
    ),
    (Meaning::OtherClosures, "その他の閉店日gw、お盆等 その他の閉店日gwお盆等 その他の閉店日"),
    (Meaning::ServiceDays, "診療曜日"),
];
