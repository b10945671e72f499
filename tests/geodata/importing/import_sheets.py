"""Sheets as offices make them, written as text: one line a row, cells between bars, "#300" a number, "^" a merged cell below another."""

import re
from datetime import datetime

from geodata.importing.grid import ImportFile, ImportFormat, Sheet, SheetCell


def cell(text: str) -> SheetCell:
    if text.startswith("#"):
        return float(text[1:])
    if text.startswith("@"):
        return datetime.fromisoformat(text[1:])
    return text.replace("\\n", "\n") or None


def sheet(text: str, merged: str = "", name: str = "Sheet1") -> Sheet:
    """Return a sheet; `merged` lists ranges like "A1:C1"."""
    rows = [[cell(part.strip()) for part in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(map(len, rows))
    padded = tuple(tuple(row + [None] * (width - len(row))) for row in rows)
    return Sheet(name, padded, tuple(span(one) for one in merged.split()))


def span(text: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", text).groups()
    return int(top) - 1, ord(left) - ord("A"), int(bottom) - 1, ord(right) - ord("A")


def file(*sheets: Sheet, digest: str = "0123456789abcdef" * 4, name: str = "Danh mục 2023.xlsx") -> ImportFile:
    return ImportFile(name, ImportFormat.XLSX, sheets, digest)


LIST_OF_PROPOSALS = sheet(
    """
UBND TỈNH BẮC GIANG | | | | | | | |
SỞ CÔNG THƯƠNG | | | | | | | |
DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2023 | | | | | | | |
(Kèm theo Quyết định số 123/QĐ-UBND ngày 15/3/2023 của UBND tỉnh) | | | | | | | |
 | | | | | | | Đơn vị tính: triệu đồng |
STT | Tên đề án | Đơn vị thụ hưởng | Địa điểm thực hiện | Kinh phí thực hiện | | | Thời gian\\nthực hiện | Ghi chú
 | | | | Tổng | NSNN hỗ trợ | Đối ứng của DN | |
1 | 2 | 3 | 4 | 5=6+7 | 6 | 7 | 8 | 9
 | Tổng cộng | | | #1350 | #450 | #900 | |
A | Khuyến công quốc gia | | | #900 | #300 | #600 | |
I | Huyện Lục Ngạn | | | #900 | #300 | #600 | |
#1 | Hỗ trợ ứng dụng máy móc thiết bị tiên tiến trong sản xuất mỳ gạo | HTX mỳ gạo Cường Bé | xã Nam Dương | #900 | #300 | #600 | Quý II/2023 |
B | Khuyến công địa phương | | | #450 | #150 | #300 | |
I | TP. Bắc Giang | | | #450 | #150 | #300 | |
#1 | Xây dựng mô hình trình diễn kỹ thuật sản xuất cửa nhôm kính | Công ty TNHH Cơ khí Minh Đức | phường Thọ Xương | #450 | #150 | #300 | Quý III/2023 | chuyển tiếp
 | | | | | | | |
Nơi nhận: | | | | | | TM. ỦY BAN NHÂN DÂN | |
- Như trên; | | | | | | KT. CHỦ TỊCH | |
""",
    "A1:C1 A2:C2 A3:I3 A4:I4 H5:I5 A6:A7 B6:B7 C6:C7 D6:D7 E6:G6 H6:H7 I6:I7",
    "KC 2023",
)

MARKS = sheet(
    """
BIỂU TỔNG HỢP ĐĂNG KÝ KẾ HOẠCH KHUYẾN CÔNG NĂM 2024
TT | Nội dung đề án | Cơ sở CNNT thụ hưởng | Huyện, TP | Chương trình | | Kinh phí đề nghị hỗ trợ\\n(triệu đồng) | Tổng kinh phí (triệu đồng)
 | | | | KCQG | KCĐP | |
1 | Hỗ trợ máy móc thiết bị sản xuất viên nén | Công ty TNHH Vũ Thịnh | Lang Giang | x | | 300 | 1.250,5
2 | Hỗ trợ dây chuyền sản xuất bánh đa nem | HTX bánh đa nem Thổ Hà | H. Việt Yên | | X | 1,2 tỷ | 2.500
3 | Đào tạo nghề may công nghiệp | Hộ kinh doanh Nguyễn Thị Lan | huyện Lục ngạn | | x | 150tr | 350
4 | Hỗ trợ máy xẻ gỗ | Tổ hợp tác mộc Đông Thượng | TP. Bắc Giang | | x | 200.000.000 | -
""",
    "A1:H1 E2:F2 A2:A3 B2:B3 C2:C3 D2:D3 G2:G3 H2:H3",
)

MONEY_BY_PROGRAMME = sheet(
    """
KẾ HOẠCH KINH PHÍ KHUYẾN CÔNG NĂM 2022
Đơn vị: nghìn đồng
STT | Tên đề án, nhiệm vụ | Đơn vị thực hiện | Đơn vị thụ hưởng | Tổng kinh phí | Trong đó | | | Ghi chú
 | | | | | Kinh phí khuyến công | | Đối ứng |
 | | | | | KCQG | KCĐP | |
(1) | (2) | (3) | (4) | (5)=(6)+(7)+(8) | (6) | (7) | (8) | (9)
I | Nội dung 1: Hỗ trợ ứng dụng máy móc | | | 1.500.000 | 300.000 | 200.000 | 1.000.000 |
1 | Ứng dụng máy CNC trong chế biến gỗ | Trung tâm KC&TVPTCN | Công ty TNHH Gỗ Tân Tiến, xã Quế Nham, huyện Tân Yên | 900.000 | 300.000 | | 600.000 |
2 | Ứng dụng lò sấy trong chế biến vải thiều | Trung tâm KC&TVPTCN | HTX Hồng Xuân (xã Hồng Giang, huyện Lục Ngạn) | 600.000 | | 200.000 | 400.000 | (*)
II | Tham gia hội chợ triển lãm | Trung tâm KC&TVPTCN | | 100.000 | | 100.000 | |
Cộng | | | | 1.600.000 | 300.000 | 300.000 | 1.000.000 |
Ghi chú: (*) chuyển tiếp từ năm 2021
Bắc Giang, ngày 05 tháng 01 năm 2022
""",
)

SEVERAL_BENEFICIARIES = sheet(
    """
STT | Tên đề án | Cơ sở thụ hưởng | Địa chỉ | Năm thực hiện | Kinh phí hỗ trợ (tr.đ)
1 | Hỗ trợ máy móc sản xuất mỳ gạo | HTX mỳ Trại Lâm | xã Nam Dương, Lục Ngạn | 2021 | 400
 | | HTX mỳ gạo Cường Bé | xã Nam Dương, Lục Ngạn | |
2 | Hỗ trợ thiết bị sấy dược liệu | HTX Thân Trường | xã Xuân Lương, Yên Thế | 2021 | 150
 | | HTX Dược liệu An Nhiên | xã Tam Tiến, Yên Thế | | 120
""",
    "A2:A3 B2:B3 E2:E3 F2:F3 A4:A5 B4:B5 E4:E5",
)

STAGES = sheet(
    """
TIẾN ĐỘ THỰC HIỆN CÁC ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG NĂM 2023
STT | Tên đề án | Đơn vị thụ hưởng | Huyện | Kinh phí (đồng) | Tiến độ | | |
 | | | | | Khảo sát | Phê duyệt | Nghiệm thu | Hậu kiểm
1 | Hỗ trợ máy ép ván | Công ty TNHH Vũ Thịnh | Lạng Giang | 300.000.000 | 05/12/2022 | 15-3-23 | @2023-10-30 |
2 | Hỗ trợ máy đóng gói chè | HTX Thân Trường | Yên Thế | 150.000.000đ | #44900 | 03/2023 | x |
3 | Hỗ trợ máy in bao bì | Công ty TNHH Bao bì Hà Phát | Tân Yên | 200,000,000 | 12/2022 | | |
""",
    "F2:I2 A2:A3 B2:B3 C2:C3 D2:D3 E2:E3",
)

FACILITIES_IN_GROUPS = sheet(
    """
DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN TRÊN ĐỊA BÀN TỈNH
TT | Tên cơ sở | Địa chỉ | Điện thoại | Ngành nghề | Số lao động (người) | Doanh thu 2023 (tỷ đồng) | Năm thành lập
I. THÀNH PHỐ BẮC GIANG
1 | Công ty TNHH Luyện kim Bắc Giang | phường Thọ Xương | 0912 345 678 | Cơ khí | 25 | 12,5 | 2010
2 | Hộ KD Nguyễn Văn An | xã Song Khê | 0987.654.321 | Chế biến gỗ | 5 | 0,85 | 15/06/2015
II. HUYỆN YÊN THẾ
1 | HTX Thân Trường | thôn Ven, xã Xuân Lương | 0204 3876 123 | chế biến chè | gần 50 | 3,2 | 2009
2 | CÔNG TY CP Dược liệu Yên Thế | TT Phồn Xương | | Dược liệu | 1.200 | 45 | 2012
Tổng cộng: 4 cơ sở | | | | | 1.280 | |
""",
    "A1:H1 A3:H3 A6:H6",
)

PLAIN_ASCII = sheet(
    """
Ten co so;
ten co so | nganh nghe | dia chi | huyen | so lao dong
Cong ty TNHH Hung Muoi | Che bien go | xa Nghia Ho | Luc Ngan | 12
HTX Than Truong | Che bien nong san | xa Xuan Luong | Yen The | 30
""",
)

COORDINATES = sheet(
    """
STT | Tên cơ sở | Huyện | Kinh độ | Vĩ độ
1 | Công ty TNHH Bình An | Thành phố Bắc Giang | 106,1947 | 21,2731
2 | HTX Tân Mỹ | | 106°11'41" | 21°16'23"
3 | Xưởng mộc Hòa Bình | Lục Nam | 105.2 | 21.3
""",
)

METRES = sheet(
    """
DANH SÁCH CƠ SỞ CNNT
Tọa độ VN-2000, kinh tuyến trục 107°00', múi chiếu 3°
STT | Tên cơ sở | Xã | Huyện | X (m) | Y (m)
1 | Công ty TNHH Bình An | P. Thọ Xương | TP Bắc Giang | 2353412,5 | 416345,6
""",
)

OCOP = sheet(
    """
DANH SÁCH SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN ĐỢT 1 NĂM 2021
(Ban hành kèm theo Quyết định số 914/QĐ-UBND ngày 26/8/2021 của Chủ tịch UBND tỉnh)
TT | Tên sản phẩm | Chủ thể | Địa chỉ | Kết quả phân hạng
I | Sản phẩm đạt 4 sao | | |
1 | Vải sớm Phúc Hòa | HTX Sản xuất - Tiêu thụ Vải sớm Phúc Hòa | xã Phúc Hòa, huyện Tân Yên | 4 sao
2 | Chả gà | HTX Nông nghiệp Xanh Yên Thế | huyện Yên Thế | ****
3 | Rượu Nếp cái hoa vàng | Hợp tác xã Vân Hương | Thôn Yên Viên, xã Vân Hà, huyện Việt Yên | 4
4 | Rượu Cúc hoa tửu | | |
II | Sản phẩm đạt 3 sao | | |
5 | Bánh Khảo Mộc Sơn | HTX Nông nghiệp Mộc Sơn | xã Tam Tiến, huyện Yên Thế | 3 sao
""",
    "C7:C8 D7:D8 E7:E8",
)

TYPICAL = sheet(
    """
DANH MỤC SẢN PHẨM CÔNG NGHIỆP NÔNG THÔN TIÊU BIỂU
STT | Tên sản phẩm | Cơ sở sản xuất | Huyện, thành phố | Cấp công nhận | | | Năm công nhận
 | | | | Tỉnh | Khu vực | Quốc gia |
1 | Ván ghép thanh | Công ty TNHH Vũ Thịnh | Lạng Giang | x | | | 2023
2 | Mỳ gạo Chũ | HTX mỳ Trại Lâm | Lục Ngạn | | x | | 2022
3 | Rượu làng Vân | HTX Vân Hương | TX. Việt Yên | | | x | 2023
""",
    "E2:G2 A2:A3 B2:B3 C2:C3 D2:D3 H2:H3",
)

EXPORTS = sheet(
    """
KẾT QUẢ XUẤT KHẨU NÔNG SẢN CHẾ BIẾN NĂM 2023
TT | Mặt hàng | Doanh nghiệp xuất khẩu | Thị trường | Sản lượng (tấn) | Kim ngạch (nghìn USD)
1 | vải thiều đóng hộp | Công ty Cổ phần Xuất nhập khẩu Vifoco | Nhật Bản | 120,5 | 250
 | | | Nga | gần 80 | 160,5
2 | mỳ Chũ | HTX mỳ Trại Lâm | EU, Mỹ | 15 tấn |
3 | ván ép | Công ty TNHH Vũ Thịnh | Hàn Quốc; Malaysia | 1.200 | 1.850
Cộng | | | | 1.415,5 | 2.260,5
""",
    "A3:A4 B3:B4 C3:C4",
)

VISITS = sheet(
    """
LỊCH KHẢO SÁT XÂY DỰNG KẾ HOẠCH KHUYẾN CÔNG NĂM 2024
Ngày khảo sát | Tên cơ sở được khảo sát | Địa điểm | Kết quả khảo sát
12/12/2023 | Công ty TNHH Vũ Thịnh | xã Hương Sơn, huyện Lạng Giang | Đủ điều kiện hỗ trợ
@2023-12-13 | HTX Thân Trường | xã Xuân Lương, huyện Yên Thế | Cần bổ sung hồ sơ
""",
)

NO_HEADING_FOR_NAMES = sheet(
    """
BIỂU TỔNG HỢP KINH PHÍ KHUYẾN CÔNG HUYỆN TÂN YÊN NĂM 2023
Đvt: đồng
STT | Nội dung thực hiện | Đơn vị | Kinh phí
1 | Hỗ trợ mua máy hàn tự động | Công ty TNHH Cơ khí Tân Yên | 100.000.000
2 | Hỗ trợ lò nướng bánh | Hộ kinh doanh Trần Văn Bình | 50.000.000
 | Cộng | | 160.000.000
""",
)

ALL = {name: value for name, value in list(globals().items()) if name.isupper() and isinstance(value, Sheet)}
