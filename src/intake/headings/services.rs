//! Headings of service questions, folded by [`fold::heading`](crate::intake::fold::heading), blanks between them; the names and
//! labels of the services themselves are known besides.

use crate::directory::Service;

/// Headings that mean one thing wherever they stand.
pub(super) const SERVICES: &[(Service, &str)] = &[
    (
        Service::AfterHours,
        "開局時間外の外来対応 開局時間外の外来対応緊急時対応 開局時間外の外来対応の可否 時間外対応 時間外対応の有無 時間外対応の可否 時間外対応可否 時間外対応有無 緊急時対応 \
         緊急時対応の可否 夜間休日対応 夜間休日の対応 休日夜間対応 夜間休日対応の可否 24時間対応 夜間対応 休日対応 時間外における対応 \
         時間外の対応 開局時間外の対応 開局時間外対応 時間外調剤 夜間休日の対応状況 tax_is_emergency_contact 時間外",
    ),
    (
        Service::DutyParticipation,
        "休日開局当番輪番への参加の有無 休日開局当番への参加の有無 休日当番への参加 輪番 当番 休日当番 輪番制への参加 輪番への参加 輪番参加 \
         輪番当番 当番参加 休日当番輪番への参加",
    ),
    (
        Service::HomeVisit,
        "在宅訪問の実施可否 在宅対応 在宅対応の可否 在宅訪問 居宅訪問 居宅訪問医療保険介護保険 訪問薬剤管理指導 在宅患者訪問薬剤管理指導 \
         在宅医療への対応 在宅業務 在宅業務の対応 在宅",
    ),
    (
        Service::HomeVisitAfterHours,
        "開局時間外の在宅業務への対応の可否 開局時間外の在宅業務への対応 開局時間外の在宅業務 開局時間外の在宅対応 急変時対応 緊急時対応在宅 \
         時間外の在宅対応 時間外在宅対応",
    ),
    (
        Service::Narcotics,
        "医療用麻薬の取扱い 医療用麻薬 麻薬 麻薬内服外用 麻薬内服 麻薬小売業者免許 麻薬の取扱い 麻薬小売業",
    ),
    (Service::NarcoticsInjection, "医療用麻薬の注射剤の取扱い 麻薬注射 麻薬注射剤 麻薬注射薬 医療用麻薬注射剤"),
    (Service::NarcoticsInfusion, "医療用麻薬の持続注射療法 pca pcaポンプ 医療用麻薬の持続注射 麻薬持続注射"),
    (Service::Materials, "医療材料衛生材料の取扱い 医療材料衛生材料 衛生材料 医療材料"),
    (
        Service::ControlledDevices,
        "高度管理医療機器の取扱い 高度管理医療機器 高度管理医療機器販売業許可 高度管理医療機器等",
    ),
    (Service::Aseptic, "無菌製剤処理の対応 無菌製剤処理 無菌調剤 クリーンベンチ 無菌調剤室 無菌"),
    (Service::Tpn, "中心静脈栄養 tpn ivh hpn 中心静脈栄養法"),
    (Service::PediatricHome, "小児在宅 小児在宅医療的ケア児等 小児 医療的ケア児 医療的ケア児等 小児在宅の対応"),
    (
        Service::CovidDrugs,
        "新型コロナ治療薬の取扱い 新型コロナ治療薬 ラゲブリオ パキロビッド ゾコーバ 経口抗ウイルス薬 コロナ治療薬",
    ),
    (
        Service::TestKits,
        "検査キットの取扱い 検査キット体外診断用医薬品の取扱い 検査キット 抗原検査キット 新型コロナウイルス抗原定性検査キット 体外診断用医薬品 \
         体外診断用医薬品の取扱い",
    ),
    (Service::OnlineGuidance, "オンライン服薬指導の対応 オンライン服薬指導 オンライン オンライン服薬指導の可否"),
    (
        Service::EPrescription,
        "電子処方箋の受付 電子処方せん 電子処方箋 電子処方箋の応需 電子処方せんの受付 電子処方箋対応",
    ),
    (
        Service::Otc,
        "要指導一般用 要指導医薬品一般用医薬品の取扱い 要指導医薬品一般用医薬品 otc otc品目数 一般用医薬品 一般用医薬品の取扱い 市販薬 otc医薬品 \
         要指導医薬品及び一般用医薬品の取扱い",
    ),
    (
        Service::EmergencyContraception,
        "緊急避妊薬の取扱い 緊急避妊薬 緊急避妊薬備蓄 緊急避妊薬の備蓄 アフターピル ノルレボ",
    ),
    (
        Service::EmergencyContraceptionOnline,
        "オンライン診療に伴う緊急避妊薬の調剤 緊急避妊薬オンライン診療 緊急避妊薬オンライン診療の調剤",
    ),
    (
        Service::EmergencyContraceptionOtc,
        "要指導医薬品としての緊急避妊薬の販売 緊急避妊薬の販売 緊急避妊薬の試験販売 緊急避妊薬処方箋なしの販売 緊急避妊薬otc",
    ),
    (Service::CoordinationAddon, "連携強化加算 連携強化加算の届出 連携強化"),
    (Service::Disaster, "災害対応 災害時対応 災害協定 災害時の対応 災害薬事コーディネーター 災害対策 自家発電 bcp"),
    (
        Service::Supply,
        "医薬品供給 医薬品の供給 医薬品供給体制 医薬品の備蓄品目数 備蓄品目数 備蓄医薬品検索 在庫共有 医薬品の融通",
    ),
    (
        Service::Class2Designated,
        "第二種協定指定医療機関の指定 第二種協定指定医療機関 感染症対応 協定締結 医療措置協定 第二種 第2種協定指定医療機関",
    ),
];

/// Words that decide about a service when no whole heading does; the first row of which every word occurs wins.
pub(super) const WORDS: &[(Service, &[&str])] = &[
    (Service::EmergencyContraceptionOnline, &["緊急避妊", "オンライン"]),
    (Service::EmergencyContraceptionOtc, &["緊急避妊", "要指導"]),
    (Service::EmergencyContraceptionOtc, &["緊急避妊", "販売"]),
    (Service::EmergencyContraception, &["緊急避妊"]),
    (Service::NarcoticsInfusion, &["麻薬", "持続"]),
    (Service::NarcoticsInjection, &["麻薬", "注射剤"]),
    (Service::NarcoticsInjection, &["麻薬", "注射の"]),
    (Service::Narcotics, &["麻薬"]),
    (Service::HomeVisitAfterHours, &["時間外", "在宅"]),
    (Service::ControlledDevices, &["高度管理医療機器"]),
    (Service::Aseptic, &["無菌"]),
    (Service::Tpn, &["中心静脈栄養"]),
    (Service::PediatricHome, &["小児", "在宅"]),
    (Service::PediatricHome, &["医療的ケア児"]),
    (Service::Class2Designated, &["種協定指定"]),
    (Service::CovidDrugs, &["コロナ", "治療薬"]),
    (Service::TestKits, &["検査キット"]),
    (Service::OnlineGuidance, &["オンライン服薬指導"]),
    (Service::EPrescription, &["電子処方"]),
    (Service::Otc, &["一般用医薬品"]),
    (Service::Materials, &["衛生材料"]),
    (Service::CoordinationAddon, &["連携強化加算"]),
    (Service::DutyParticipation, &["輪番"]),
    (Service::DutyParticipation, &["当番", "参加"]),
    (Service::HomeVisit, &["在宅訪問"]),
    (Service::AfterHours, &["時間外", "外来"]),
    (Service::Disaster, &["災害"]),
    (Service::Supply, &["医薬品供給"]),
];
