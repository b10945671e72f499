"""Papers to test with: one of each kind, filled in or empty, with invented names."""

from datetime import date, datetime

from analytics.papers.appraisal_minutes import appraisal_minutes
from analytics.papers.bodies import Body, BodyKind, Issue, Signer
from analytics.papers.campaign_report import campaign_report
from analytics.papers.decision import decision_draft
from analytics.papers.inspection_minutes import inspection_minutes
from analytics.papers.paper import Paper
from analytics.papers.people import Person, Producer, ProposalFacts
from analytics.papers.planning_data import (
    AppraisalMinutes,
    Appraised,
    DecisionDraft,
    PaperCheck,
    PlannedProposal,
    PlanSubmission,
    ProgrammePlan,
    Steps,
)
from analytics.papers.submission import submission
from analytics.papers.survey_data import (
    AnsweredQuestion,
    AnswerGroup,
    AreaResult,
    BeforeAndNow,
    CampaignReport,
    InspectionMinutes,
    Recommendation,
    VisitMeeting,
    VisitMinutes,
    VisitResult,
)
from analytics.papers.visit_minutes import visit_minutes
from geodata.schema.survey_vocabulary import CampaignKind

DAY = date(2025, 2, 5)
CENTRE = Body(
    BodyKind.CENTRE,
    name="Trung tâm Khuyến công và Xúc tiến thương mại tỉnh Bắc Giang",
    heading="Trung tâm Khuyến công và Xúc tiến thương mại",
    superior="Sở Công Thương tỉnh Bắc Giang",
    place="Bắc Giang",
    sign="TTKC",
    signer=Signer("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Mẫu"),
)
DEPARTMENT = Body(
    BodyKind.DEPARTMENT,
    name="Sở Công Thương tỉnh Bắc Ninh",
    heading="Sở Công Thương",
    superior="Ủy ban nhân dân tỉnh Bắc Ninh",
    place="Bắc Ninh",
    sign="SCT",
)
COMMITTEE = Body(
    BodyKind.COMMITTEE, "Ủy ban nhân dân tỉnh Bắc Ninh", "Ủy ban nhân dân tỉnh Bắc Ninh", "", "Bắc Ninh", "UBND"
)
TEAM = (
    Person("Trần Văn Thử", "Phó Giám đốc", "Trung tâm Khuyến công", "Trưởng đoàn"),
    Person("Lê Thị Ví Dụ", "Chuyên viên", "Sở Công Thương"),
    Person("Phạm Văn Giả Định", "Chuyên viên", "Phòng Kinh tế"),
)
PRODUCER = Producer(
    "Hợp tác xã Mỳ gạo Ví Dụ",
    "thôn Mẫu, xã Nam Dương",
    "Hoàng Văn Đại Diện",
    "Giám đốc",
    "0204 000 000",
    "Chế biến nông sản",
)
PROPOSAL = ProposalFacts(
    "Ứng dụng máy móc tiên tiến trong sản xuất mỳ gạo",
    "Ứng dụng máy móc tiên tiến",
    "Khuyến công địa phương",
    2025,
    1_250_000_000,
    300_000_000,
    950_000_000,
)
FINDINGS = (
    AnswerGroup(
        "Cơ sở sản xuất",
        (
            AnsweredQuestion("Cơ sở đang hoạt động", "Có"),
            AnsweredQuestion("Diện tích nhà xưởng", "850 m²", note="đo tại chỗ"),
            AnsweredQuestion("Số lao động thường xuyên"),
        ),
    ),
    AnswerGroup(
        "Máy móc đề nghị hỗ trợ",
        (
            AnsweredQuestion("Báo giá kèm theo", choices=("Có", "Không", "Chưa đủ")),
            AnsweredQuestion("Vốn đối ứng đã sẵn sàng?", choices=("Có", "Không")),
        ),
    ),
)


def filled_visit() -> Paper:
    meeting = VisitMeeting(datetime(2025, 2, 5, 8, 30), datetime(2025, 2, 5, 10, 5), "xưởng của cơ sở", TEAM, TEAM[2:])  # noqa: DTZ001 - a time on paper
    return visit_minutes(
        VisitMinutes(
            Issue(CENTRE, DAY, "5"),
            2025,
            meeting,
            PRODUCER,
            PROPOSAL,
            FINDINGS,
            Recommendation.LESS,
            "Báo giá cao hơn mặt bằng chung",
            250_000_000,
        )
    )


def open_visit() -> Paper:
    return visit_minutes(
        VisitMinutes(Issue(Body(BodyKind.CENTRE)), 2026, VisitMeeting(), Producer("Cơ sở Mới"), None, FINDINGS[1:])
    )


def inspection() -> Paper:
    return inspection_minutes(
        InspectionMinutes(
            Issue(CENTRE, DAY, is_illustrative=True),
            VisitMeeting(team=TEAM),
            PRODUCER,
            PROPOSAL,
            date(2023, 11, 20),
            FINDINGS,
            (BeforeAndNow("Lao động (người)", "12", "18"), BeforeAndNow("Doanh thu (triệu đồng/năm)", "2.400", "")),
            "Máy hoạt động thường xuyên, đúng cam kết.",
        )
    )


def report(kind: CampaignKind = CampaignKind.SURVEY) -> Paper:
    areas = (
        AreaResult("Huyện Lục Ngạn", 12, 12, 11, 8, 3_200_000_000, 2_150_000_000),
        AreaResult("Huyện Tân Yên", 9, 9, 9, None, 2_400_000_000, None),
        AreaResult("Thành phố Bắc Giang", 15, 14, 14, 10, 4_500_000_000, 3_000_000_000),
    )
    visits = tuple(
        VisitResult(
            f"Cơ sở Ví Dụ {place}",
            areas[place % 3].area,
            f"thôn {place}, xã Mẫu",
            f"Ứng dụng máy móc tiên tiến trong sản xuất số {place}",
            date(2025, 1, 1 + place % 28),
            "Đã khảo sát",
            "Đề nghị hỗ trợ",
            250_000_000 + place * 1_000_000,
            200_000_000 if place % 4 else None,
        )
        for place in range(40)
    )
    return campaign_report(
        CampaignReport(
            Issue(CENTRE, DAY, "12"),
            kind,
            2025,
            areas,
            visits,
            date(2024, 12, 23),
            date(2025, 1, 24),
            "Trung tâm Khuyến công",
            ("Phòng Quản lý công nghiệp, Sở Công Thương", "Phòng Kinh tế và Hạ tầng các huyện"),
            ("Các đề án đăng ký đa dạng ngành nghề.", "Phần lớn cơ sở đã chuẩn bị vốn đối ứng."),
            ("Một số hồ sơ còn thiếu báo giá.",),
            (),
            ("Kế hoạch nhiệm vụ năm 2025 của Trung tâm",),
            ("Sở Công Thương tỉnh Bắc Giang",),
        )
    )


def appraisal() -> Paper:
    council = (
        Person("Vũ Văn Chủ Tịch", "Phó Giám đốc", "Sở Công Thương", "Chủ tịch Hội đồng"),
        *TEAM[:2],
        Person("Đỗ Thị Ghi Chép", "Chuyên viên", "Trung tâm", "Thư ký"),
    )
    papers = (
        PaperCheck("Đơn đề nghị hỗ trợ", is_there=True),
        PaperCheck("Báo giá máy", is_there=False, note="bổ sung trước 20/3"),
        PaperCheck("Giấy đăng ký kinh doanh"),
    )
    one = Appraised(
        PRODUCER,
        PROPOSAL,
        papers,
        280_000_000,
        "tối đa 50% chi phí, không quá 300\u00a0triệu\u00a0đồng/cơ sở (Nghị quyết mẫu, Điều 4)",
        ("Nộp đủ báo giá", "Lắp đặt trước tháng 9"),
        "Đề án khả thi.",
    )
    return appraisal_minutes(AppraisalMinutes(Issue(DEPARTMENT, date(2026, 3, 1)), 2026, (one, one), council))


def plan(count: int = 24, year: int = 2026) -> ProgrammePlan:
    proposals = tuple(
        PlannedProposal(
            f"Ứng dụng máy móc thiết bị tiên tiến trong sản xuất số {place + 1}",
            ("Ứng dụng máy móc", "Mô hình trình diễn", "Phát triển sản phẩm")[place % 3],
            f"Hợp tác xã Ví Dụ {place + 1}",
            f"thôn {place + 1}, xã Tân Yên",
            "Máy đóng gói tự động",
            "Quý II-III",
            900_000_000 + place * 12_500_000,
            250_000_000,
            650_000_000 + place * 12_500_000,
        )
        for place in range(count)
    )
    return ProgrammePlan(year, "khuyến công địa phương", proposals, 6_500_000_000)


def submitted(count: int = 24) -> Paper:
    return submission(
        PlanSubmission(
            Issue(DEPARTMENT, date(2026, 3, 9)),
            plan(count),
            ("Ủy ban nhân dân tỉnh Bắc Ninh", "Chủ tịch Ủy ban nhân dân tỉnh Bắc Ninh"),
            ("Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ về khuyến công",),
            Steps(60, 58, None),
            ("Các đề án được chọn theo điểm ưu tiên và mức hỗ trợ tối đa theo quy định.",),
            (),
        )
    )


def decided(count: int = 24) -> Paper:
    return decision_draft(
        DecisionDraft(
            Issue(COMMITTEE, None),
            plan(count),
            (
                "Luật Tổ chức chính quyền địa phương",
                "Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ về khuyến công",
            ),
            "Giám đốc Sở Công Thương",
            "",
            None,
            ("Sở Công Thương", "Sở Tài chính"),
        )
    )


ALL = (filled_visit, open_visit, inspection, report, appraisal, submitted, decided)
